import { keyFormsOf } from '../../contacts/associateKey.ts';
import { isLeftAlone } from '../../outcomes/outcomeKinds.ts';
import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import { judgeRow, toContact } from '../batch/judgeRow.ts';
import type { ContactToWrite } from '../ports/contactApi.ts';
import type { SourceRow } from '../ports/rowReader.ts';
import type { RowRules } from '../ports/rules.ts';
import type { VerifyParts } from './verifyParts.ts';

/** What a page of the table or of the portal came to. */
export interface PageFindings {
  readonly same: number;
  readonly skipped: number;
  /** Keys with the properties that have another value. */
  readonly drifted: ReadonlyMap<string, readonly string[]>;
  readonly missing: readonly string[];
  readonly gone: readonly string[];
}

/**
 * Compares up to 100 rows, mapped and validated as they are now, with what HubSpot holds. Who differs is looked at twice: a
 * row that changed between the two reads is none that drifted. `previous`: what the ledger says of them.
 */
export async function compareRows(
  rows: readonly SourceRow[],
  previous: ReadonlyMap<string, LedgerEntry>,
  parts: Pick<VerifyParts, 'rows' | 'contacts' | 'rules'>,
): Promise<PageFindings> {
  const rules = await parts.rules.current();
  const contacts = rows.flatMap((row) => toCompare(row, previous.get(row.key), rules));
  const first = await differing(contacts, parts);
  const again = first.size === 0 ? new Map<string, SourceRow>() : await parts.rows.read([...first.keys()]);
  const second = await differing(
    [...again.values()].flatMap((row) => toCompare(row, previous.get(row.key), rules)),
    parts,
  );
  const drifted = new Map<string, readonly string[]>();
  const missing: string[] = [];
  for (const { key } of contacts) {
    const properties = second.get(key);
    if (properties) drifted.set(key, properties);
    else if (second.has(key)) missing.push(key);
  }
  const same = contacts.length - second.size;
  return { same, skipped: rows.length - contacts.length, drifted, missing, gone: [] };
}

function toCompare(
  row: SourceRow,
  previous: LedgerEntry | undefined,
  rules: RowRules,
): readonly ContactToWrite[] {
  const judged = judgeRow(row, undefined, true, rules);
  const isRefused = previous?.outcome === 'conflict' || previous?.outcome === 'rejected';
  if (judged.settled || isRefused || isLeftAlone(previous?.code ?? '')) return [];
  return [
    toContact(
      { key: row.key, asked: [], row, previous },
      judged.mapped.properties,
      true,
      keyFormsOf(rules.mapping),
    ),
  ];
}

/** Those that HubSpot does not hold as they should be, with the properties; undefined where there is no contact. */
async function differing(
  contacts: readonly ContactToWrite[],
  { contacts: finder }: Pick<VerifyParts, 'contacts'>,
): Promise<ReadonlyMap<string, readonly string[] | undefined>> {
  if (contacts.length === 0) return new Map();
  const compared = await finder.compare(contacts);
  return new Map(
    [...compared].flatMap(([key, { properties }]) =>
      properties?.length === 0 ? [] : [[key, properties] as const],
    ),
  );
}
