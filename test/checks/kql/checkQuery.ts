import { EVENTS } from '../../../shared/telemetry/contract.ts';
import type { DimensionSpec, EventSpec } from '../../../shared/telemetry/contractTypes.ts';
import { formatLogLine, type LogEntry } from '../../../shared/telemetry/log.ts';
import type { Events } from './eventsOf.ts';
import { type FieldRead, findReads, type Reads } from './findReads.ts';
import { parseQuery } from './kusto.ts';
import { descendants, type QueryNode } from './queryTree.ts';

/** What is wrong with a query, and where. */
export interface QueryFinding {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

interface Wrong {
  readonly message: string;
  readonly start: number;
}

const events: Readonly<Record<string, EventSpec>> = EVENTS;

/** A query's mistakes: what Kusto's parser refuses, and whatever it reads that the telemetry contract does not have. */
export function checkQuery(text: string): readonly QueryFinding[] {
  const { root, complaints } = parseQuery(text);
  const wrong = [...complaints, ...judge(findReads(root)), ...wholeQuotients(root)];
  return wrong.map(({ message, start }) => ({ message, ...place(text, start) }));
}

function judge({ fields, logFields, names, values, hidden }: Reads): readonly Wrong[] {
  return [
    ...hidden.map(({ name, start }) => ({
      message: `${name} must be read by a literal key, ${name}["…"], before any join.`,
      start,
    })),
    ...names.flatMap(({ literals, start }) => {
      if (!literals) {
        return [
          { message: 'Compare name with literals only, by == or in: what it reads shows there.', start },
        ];
      }
      return literals.filter((name) => !events[name]).map((name) => ({ message: noEvent(name), start }));
    }),
    ...fields.flatMap(judgeField),
    ...logFields
      .filter(({ key }) => !LOG_FIELDS.includes(key))
      .map(({ key, start }) => ({ message: `A log line has no field "${key}".`, start })),
    ...values.flatMap(({ of, literals, start }) =>
      literals
        .filter((literal) => !of.some((read) => mayBe(read, literal)))
        .map((literal) => ({ message: `${of[0]?.key} is never "${literal}".`, start })),
    ),
  ];
}

function judgeField({ bag, key, events: of, start }: FieldRead): readonly Wrong[] {
  if (of === undefined) {
    return [{ message: `"${key}" is read of a table that is none of our events.`, start }];
  }
  return namesOf(of)
    .filter((name) => events[name] && !(key in events[name][bag]))
    .map((name) => ({ message: `${name} has no "${key}" among its ${bag}.`, start }));
}

/** Whether the contract lets this field be that text; where it lists no values, it may. */
function mayBe({ bag, key, events: of }: FieldRead, literal: string): boolean {
  if (bag !== 'dimensions') return true;
  return namesOf(of).some((name) => {
    const spec: DimensionSpec | undefined = events[name]?.dimensions[key];
    return spec?.values?.includes(literal) ?? true;
  });
}

/** KQL divides whole numbers to a whole number: 1 of 3 is 0 percent. */
function wholeQuotients(root: QueryNode): readonly Wrong[] {
  return descendants(root)
    .filter(({ kind, type }) => kind === 'DivideExpression' && (type === 'long' || type === 'int'))
    .map(({ start }) => ({ message: 'Whole numbers are divided here, and the fraction is lost.', start }));
}

/** The events there are to think of: where a query does not say which, all of them. */
export function namesOf(of: Events): readonly string[] {
  return of === undefined ? [] : of === 'all' ? Object.keys(events) : [...of];
}

const noEvent = (name: string) => `The contract has no event "${name}".`;

/** The fields of a log line that says everything it may. */
const LOG_FIELDS = Object.keys(
  JSON.parse(
    formatLogLine(
      {
        level: 'info',
        operation: 'BATCH',
        status: 'SUCCESS',
        contactId: '',
        hubspotId: '',
        code: '',
        message: '',
        executionTimeMs: 0,
        batchId: '',
        runId: '',
        principalId: '',
      } satisfies Required<LogEntry>,
      new Date(0),
    ),
  ),
);

function place(text: string, start: number): Pick<QueryFinding, 'line' | 'column'> {
  const before = text.slice(0, start).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
