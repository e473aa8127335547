import type { z } from 'zod';
import { errorReply, type Reply } from './http/reply.ts';
import type { Texts } from './texts.ts';
import type { ValueProblem } from './values/valueProblem.ts';

/** One entry of `errors` in a batch answer (HubSpot's StandardError); every field may be absent. */
export interface RowError {
  readonly status: 'error';
  readonly category: string;
  readonly message: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly object[];
}

export function badRequest(message: string, extra: object = {}): Reply {
  return errorReply(400, { message, category: 'VALIDATION_ERROR', ...extra });
}

/** HubSpot's words for a body it cannot read or whose shape it does not know. */
export function malformedBody(detail: string): Reply {
  return badRequest(`Invalid input JSON on line 1, column 1: ${detail}`);
}

export function malformedShape(error: z.ZodError): Reply {
  const issue = error.issues[0];
  return malformedBody(issue === undefined ? 'unknown' : `${issue.path.join('.')}: ${issue.message}`);
}

function embedded(problem: ValueProblem): object {
  return {
    isValid: false,
    message: problem.message,
    error: problem.code,
    name: problem.property,
    localizedErrorMessage: problem.message,
    propertyValue: problem.value,
  };
}

/**
 * The text of an invalid write: the JSON array in it names every bad property of every input, without
 * saying which input (documentation of the object APIs, recorded answers).
 */
export function invalidValuesText(problems: readonly ValueProblem[], texts: Texts): string {
  return texts.valuesInvalid(JSON.stringify(problems.map(embedded)));
}

/**
 * `errors` of an invalid write. Recorded answers list fewer entries here than in the message; assumed:
 * one per code and property.
 */
export function problemDetails(problems: readonly ValueProblem[]): object[] {
  const distinct = new Map(problems.map((problem) => [`${problem.code} ${problem.property}`, problem]));
  return [...distinct.values()].map(({ message, code, property }) => ({
    message,
    code,
    context: { propertyName: [property] },
  }));
}

export function invalidValues(problems: readonly ValueProblem[], texts: Texts): Reply {
  return badRequest(invalidValuesText(problems, texts), { errors: problemDetails(problems) });
}

/** A single contact that is not there: numeric ids get a body without category, others one with. */
export function contactNotFound(id: string): Reply {
  if (/^\d+$/.test(id)) {
    return errorReply(404, { message: 'resource not found' });
  }
  return errorReply(404, {
    message: 'Object not found.  objectId are usually numeric.',
    category: 'OBJECT_NOT_FOUND',
    context: { id: [id] },
  });
}
