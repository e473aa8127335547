import type { HttpResponseInit } from '@azure/functions';
import type * as z from 'zod';
import { RetryLater, StopAndAlert } from '../shared/errors.ts';
import type { Language } from '../shared/outcomes/language.ts';
import { REQUEST_FAULTS, type RequestFault } from '../shared/outcomes/requestFaults.ts';
import { fill, sayBoth, type TextParameters } from '../shared/outcomes/say.ts';
import { sayingOf } from '../shared/outcomes/saying.ts';
import { speak } from '../shared/outcomes/speak.ts';

const RETRY_AFTER_S = 30;

const TITLES: Readonly<Record<number, { readonly es: string; readonly en: string }>> = {
  400: { es: 'Petición incorrecta', en: 'Bad request' },
  404: { es: 'No existe', en: 'Not found' },
  409: { es: 'Conflicto', en: 'Conflict' },
  413: { es: 'Demasiado grande', en: 'Too large' },
  422: { es: 'Rechazado', en: 'Rejected' },
  500: { es: 'Error interno', en: 'Internal error' },
  503: { es: 'No disponible ahora', en: 'Not available now' },
};

/** An error as it is answered, before it is told in a language. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly parameters: TextParameters;
  readonly detail: { readonly es: string; readonly en: string };
  /** Fields of a record's outcome, or what else belongs to it. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Seconds after which to ask again. */
  readonly retryAfter?: number;
}

/** A problem whose sentence is that of its code. */
export function problem(
  status: number,
  code: string,
  parameters: TextParameters = {},
  more: Readonly<Record<string, unknown>> = {},
): Problem {
  return { status, code, parameters, detail: sayBoth(code, parameters), more };
}

/** The request is not of the agreed form: what is wrong with which part of it. */
export function badRequest(field: string, name: RequestFault, parameters: TextParameters = {}): Problem {
  const { es, en } = REQUEST_FAULTS[name];
  const detail = {
    es: `${field || 'La petición'} ${fill(es, parameters)}.`,
    en: `${field || 'The request'} ${fill(en, parameters)}.`,
  };
  const status = name === 'tooLarge' ? 413 : 400;
  return { status, code: 'BAD_REQUEST', parameters: { field, fault: name, ...parameters }, detail };
}

/** A fault as zod carries it. */
export function fault(name: RequestFault, parameters: TextParameters = {}): string {
  const texts = Object.entries(parameters).map(([key, value]): [string, string] => [key, String(value)]);
  return texts.length > 0 ? `${name}?${new URLSearchParams(texts)}` : name;
}

/** The first thing that is wrong. */
export function badForm({ issues: [issue] }: z.ZodError): Problem {
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  if (unknown !== undefined) return badRequest(unknown, 'notKnown');
  const field = issue?.path.join('.') ?? '';
  const [name = '', query = ''] = (issue?.message ?? '').split('?');
  if (isFault(name)) return badRequest(field, name, Object.fromEntries(new URLSearchParams(query)));
  return badRequest(field, 'notValid');
}

function isFault(name: string): name is RequestFault {
  return Object.hasOwn(REQUEST_FAULTS, name);
}

/** An invocation that failed: 503 with `Retry-After` when waiting or mending helps, else 500. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof RetryLater || error instanceof StopAndAlert)) return problem(500, 'BUG');
  const afterMs = error instanceof RetryLater ? error.afterMs : undefined;
  const retryAfter = afterMs ? Math.ceil(afterMs / 1000) : RETRY_AFTER_S;
  const { code, parameters, message: detail } = sayingOf(error);
  return { status: 503, code, parameters, detail, retryAfter };
}

/** RFC 9457, `application/problem+json`. */
export function toResponse(
  { status, code, parameters, detail, more, retryAfter }: Problem,
  language: Language,
): HttpResponseInit & { readonly headers: Readonly<Record<string, string>> } {
  const title = TITLES[status] ?? { es: 'Error', en: 'Error' };
  const body = { type: 'about:blank', title, status, code, parameters, detail, ...more };
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify(speak(body, language)),
  };
}
