import { contactExists, invalidValues, invalidValuesText, problemDetails, type RowError } from '../errors.ts';
import type { ApiVersion } from '../http/apiCall.ts';
import type { Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { type CheckedProperties, checkProperties, type RawValue } from '../values/checkProperties.ts';
import type { ValueProblem } from '../values/valueProblem.ts';
import { applyWrite, type Clash } from './applyWrite.ts';
import type { Contact } from './contact.ts';
import { renderWritten } from './renderContact.ts';

/** One input of a batch write, its address already understood. */
export interface WriteRow {
  readonly traceId: string | undefined;
  /** Looked up when the row's turn comes: an earlier row may have made the contact. */
  readonly locate: () => Contact | undefined;
  readonly properties: Readonly<Record<string, RawValue>>;
  /** Whether the answer says `new`: only upsert's does. */
  readonly tellsNew: boolean;
}

export type BatchVerdict =
  | {
      readonly kind: 'done';
      readonly results: object[];
      readonly errors: RowError[];
      readonly traced: boolean;
    }
  | { readonly kind: 'refused'; readonly reply: Reply };

interface CheckedRow {
  readonly row: WriteRow;
  readonly checked: CheckedProperties;
}

/**
 * Writes a batch. With a unique trace id on every input each row has its own verdict; otherwise the first bad row
 * sinks the call (error-handling guide for create; observed for update and upsert).
 */
export function writeBatch(portal: Portal, version: ApiVersion, rows: readonly WriteRow[]): BatchVerdict {
  const rules = { find: portal.catalogue.find, version, texts: portal.texts };
  const checked = rows.map((row) => ({ row, checked: checkProperties(row.properties, rules) }));
  return isPerRecord(portal, rows) ? writeEach(portal, checked) : writeAllOrNothing(portal, checked);
}

function isPerRecord(portal: Portal, rows: readonly WriteRow[]): boolean {
  const traceIds = rows.flatMap(({ traceId }) => (traceId === undefined ? [] : [traceId]));
  const complete = traceIds.length === rows.length || portal.switches.mixedTraceIds === 'perRecord';
  return traceIds.length > 0 && complete && new Set(traceIds).size === traceIds.length;
}

function writeEach(portal: Portal, rows: readonly CheckedRow[]): BatchVerdict {
  const results: object[] = [];
  const errors: RowError[] = [];
  for (const { row, checked } of rows) {
    if (checked.problems.length > 0) {
      errors.push(invalidRow(portal, row, checked.problems));
      continue;
    }
    const verdict = applyWrite(portal, row.locate(), checked.values);
    if (verdict.kind === 'clash') {
      errors.push(clashingRow(portal, row, verdict.clash));
      continue;
    }
    portal.searchIndex.note(verdict.contact.id, verdict.contact);
    results.push(renderRow(row, checked, verdict.contact, verdict.isNew));
  }
  return { kind: 'done', results, errors, traced: true };
}

function writeAllOrNothing(portal: Portal, rows: readonly CheckedRow[]): BatchVerdict {
  const problems = rows.flatMap(({ checked }) => checked.problems);
  if (problems.length > 0) {
    return { kind: 'refused', reply: invalidValues(problems, portal.texts) };
  }
  const written: { contact: Contact; undo: () => void }[] = [];
  const results: object[] = [];
  let refusal: Reply | undefined;
  for (const { row, checked } of rows) {
    const verdict = applyWrite(portal, row.locate(), checked.values);
    if (verdict.kind === 'clash') {
      refusal ??= clashReply(portal, verdict.clash);
      if (portal.switches.conflictWithoutTraceIds === 'othersWritten') {
        continue;
      }
      written.reverse().forEach(({ undo }) => {
        undo();
      });
      return { kind: 'refused', reply: refusal };
    }
    written.push(verdict);
    results.push(renderRow(row, checked, verdict.contact, verdict.isNew));
  }
  written.forEach(({ contact }) => {
    portal.searchIndex.note(contact.id, contact);
  });
  return refusal === undefined
    ? { kind: 'done', results, errors: [], traced: false }
    : { kind: 'refused', reply: refusal };
}

function renderRow(row: WriteRow, checked: CheckedProperties, contact: Contact, isNew: boolean): object {
  const { warnings, values } = checked;
  return {
    ...renderWritten({ contact, isNew, sent: Object.keys(values), warnings }),
    ...(row.tellsNew ? { new: isNew } : {}),
    ...(row.traceId === undefined ? {} : { objectWriteTraceId: row.traceId }),
  };
}

function clashReply(portal: Portal, clash: Clash): Reply {
  return clash.kind === 'emailTaken'
    ? contactExists(clash.existingId, portal.texts)
    : invalidValues([clash.problem], portal.texts);
}

function clashingRow(portal: Portal, row: WriteRow, clash: Clash): RowError {
  if (clash.kind === 'uniqueTaken') {
    return invalidRow(portal, row, [clash.problem]);
  }
  const context = { ...traceContext(row), existingId: [clash.existingId] };
  return {
    status: 'error',
    category: 'CONFLICT',
    message: portal.texts.contactExists(clash.existingId),
    context,
  };
}

function invalidRow(portal: Portal, row: WriteRow, problems: readonly ValueProblem[]): RowError {
  return {
    status: 'error',
    category: 'VALIDATION_ERROR',
    message: invalidValuesText(problems, portal.texts),
    context: traceContext(row),
    ...(portal.switches.rowErrorDetails ? { errors: problemDetails(problems) } : {}),
  };
}

function traceContext(row: WriteRow): Record<string, readonly string[]> {
  return row.traceId === undefined ? {} : { objectWriteTraceId: [row.traceId] };
}
