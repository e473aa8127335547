import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { RowReader } from '../ports/rowReader.ts';

/** How an associate is spelled, and what is held of it under each spelling. */
export interface FoundKeys {
  /** As it was asked for, and as SQL Server spells it. */
  readonly keys: readonly string[];
  readonly entries: readonly LedgerEntry[];
  readonly hasRow: boolean;
}

/** Finds an associate by its number: SQL Server may take another spelling for the same, such as another case. */
export async function findKeys(
  numeroAsociado: string,
  { rows, ledger }: { readonly rows: RowReader; readonly ledger: Pick<OutcomeLedger, 'read'> },
): Promise<FoundKeys> {
  const row = (await rows.read([numeroAsociado])).get(numeroAsociado);
  const keys = [...new Set([row?.key ?? numeroAsociado, numeroAsociado])];
  return { keys, entries: [...(await ledger.read(keys)).values()], hasRow: row !== undefined };
}
