import { invalidValues, type RowError } from '../errors.ts';
import type { ApiCall } from '../http/apiCall.ts';
import type { Reply } from '../http/reply.ts';
import type { Portal } from '../portal.ts';
import { type CheckedProperties, checkProperties, type RawValue } from '../values/checkProperties.ts';
import { applyWrite, type Write, type WriteVerdict } from './applyWrite.ts';
import { clashReply, clashRow } from './clashReply.ts';
import { commitWrite } from './commitWrite.ts';
import type { Contact } from './contact.ts';
import { invalidRow } from './invalidRow.ts';
import { renderWritten } from './renderContact.ts';
import type { WriteEntry } from './writeLog.ts';

/** One input of a batch write, its address already understood. */
export interface WriteRow extends Pick<Write, 'leftOut'> {
  readonly traceId: string | undefined;
  /** Looked up when the row's turn comes: an earlier row may have made the contact. */
  readonly locate: () => Contact | undefined;
  readonly properties: Readonly<Record<string, RawValue>>;
  /** The unique property that addresses the contact, if one does. */
  readonly key: WriteEntry['key'];
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

type Caller = Pick<ApiCall, 'version' | 'operation'>;

interface CheckedRow {
  readonly row: WriteRow;
  readonly checked: CheckedProperties;
}

type Written = Extract<WriteVerdict, { kind: 'written' }>;

interface WrittenRow {
  readonly row: CheckedRow;
  readonly verdict: Written;
}

/**
 * Writes a batch. With a unique trace id on every input each row has its own verdict; otherwise the first bad row
 * sinks the call (error-handling guide for create; observed for update and upsert).
 */
export function writeBatch(portal: Portal, caller: Caller, rows: readonly WriteRow[]): BatchVerdict {
  const rules = portal.valueRules(caller.version);
  const checked = rows.map((row) => ({ row, checked: checkProperties(row.properties, rules) }));
  return isPerRecord(portal, rows)
    ? writeEach(portal, caller, checked)
    : writeAllOrNothing(portal, caller, checked);
}

function isPerRecord({ switches }: Portal, rows: readonly WriteRow[]): boolean {
  const traceIds = rows.flatMap(({ traceId }) => (traceId === undefined ? [] : [traceId]));
  const complete = traceIds.length === rows.length || switches.mixedTraceIds === 'perRecord';
  return (
    switches.perRecordVerdicts &&
    traceIds.length > 0 &&
    complete &&
    new Set(traceIds).size === traceIds.length
  );
}

function writeEach(portal: Portal, caller: Caller, rows: readonly CheckedRow[]): BatchVerdict {
  const written: WrittenRow[] = [];
  const errors: RowError[] = [];
  for (const row of rows) {
    const context = traceContext(row.row, portal);
    if (row.checked.problems.length > 0) {
      errors.push(invalidRow(portal, row.checked.problems, context));
      continue;
    }
    const verdict = apply(portal, caller, row);
    if (verdict.kind === 'written') {
      written.push({ row, verdict });
    } else if (verdict.clash.kind === 'taken' && portal.switches.takenValueSinks) {
      undoAll(written);
      return { kind: 'refused', reply: clashReply(portal, verdict.clash, caller.version) };
    } else {
      errors.push(clashRow(portal, verdict.clash, context, caller.version));
    }
  }
  commitAll(portal, caller, written);
  return { kind: 'done', results: renderAll(portal, written), errors, traced: true };
}

function writeAllOrNothing(portal: Portal, caller: Caller, rows: readonly CheckedRow[]): BatchVerdict {
  const problems = rows.flatMap(({ checked }) => checked.problems);
  if (problems.length > 0) {
    return { kind: 'refused', reply: invalidValues(problems, portal.texts) };
  }
  const written: WrittenRow[] = [];
  let refusal: Reply | undefined;
  for (const row of rows) {
    const verdict = apply(portal, caller, row);
    if (verdict.kind === 'written') {
      written.push({ row, verdict });
      continue;
    }
    refusal ??= clashReply(portal, verdict.clash, caller.version);
    if (verdict.clash.kind !== 'taken' || portal.switches.conflictWithoutTraceIds === 'nothingWritten') {
      undoAll(written);
      return { kind: 'refused', reply: refusal };
    }
  }
  commitAll(portal, caller, written);
  if (refusal !== undefined) {
    return { kind: 'refused', reply: refusal };
  }
  return { kind: 'done', results: renderAll(portal, written), errors: [], traced: false };
}

function undoAll(written: readonly WrittenRow[]): void {
  written.toReversed().forEach(({ verdict: { undo } }) => {
    undo();
  });
}

function commitAll(portal: Portal, caller: Caller, written: readonly WrittenRow[]): void {
  written.forEach(({ row, verdict }) => {
    commit(portal, caller, row, verdict);
  });
}

function renderAll(portal: Portal, written: readonly WrittenRow[]): object[] {
  return written.map(({ row, verdict }) => renderRow(portal, row, verdict));
}

function apply(portal: Portal, { version }: Caller, { row, checked }: CheckedRow): WriteVerdict {
  const { locate, leftOut, key } = row;
  const keyProperty = key?.property;
  return applyWrite(portal, { target: locate(), values: checked.values, version, leftOut, keyProperty });
}

function commit(portal: Portal, { operation }: Caller, { row, checked }: CheckedRow, verdict: Written): void {
  const { contact, isNew } = verdict;
  const properties = Object.keys(checked.values);
  commitWrite(portal, { contact, isNew, operation, properties, key: row.key });
}

function renderRow(portal: Portal, { row, checked }: CheckedRow, { contact, isNew }: Written): object {
  const { warnings, values } = checked;
  const echoes = row.traceId !== undefined && portal.switches.echoTraceIds;
  return {
    ...renderWritten({ contact, isNew, sent: Object.keys(values), warnings }),
    ...(row.tellsNew ? { new: isNew } : {}),
    ...(echoes ? { objectWriteTraceId: row.traceId } : {}),
  };
}

function traceContext({ traceId }: WriteRow, { switches }: Portal): Record<string, readonly string[]> {
  return traceId === undefined || !switches.errorTraceIds ? {} : { objectWriteTraceId: [traceId] };
}
