import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { KeySpeller, RowReader, SourceRow } from '../ports/rowReader.ts';

export interface FindAssociateParts {
  readonly rows: RowReader & KeySpeller;
  readonly ledger: Pick<OutcomeLedger, 'read'>;
}

/** Whom a number means. */
export interface FoundAssociate {
  /** As SQL Server spells it; without a row, as it was spelled last, or as it was asked for. */
  readonly key: string;
  readonly row: SourceRow | undefined;
  readonly entry: LedgerEntry | undefined;
  /** Every spelling that was looked for, the row's and the entry's among them. */
  readonly spellings: readonly string[];
}

/**
 * Finds an associate by the number that somebody gave: as it stands, else decoded once more (a path may be encoded twice), else
 * without the blanks around it. A row decides before an outcome; SQL Server says which row a number means, and the type of its
 * key how it is spelled. Every route and every replay finds an associate here.
 */
export async function findAssociate(
  numeroAsociado: string,
  { rows, ledger }: FindAssociateParts,
): Promise<FoundAssociate> {
  const texts = textsOf(numeroAsociado);
  const found = await rows.read(texts);
  const spelled = await rows.spell(texts);
  const ways = texts.map((text) => ({ row: found.get(text), keys: [text, spelled.get(text) ?? []].flat() }));
  const withRow = ways.filter(({ row }) => row !== undefined).slice(0, 1);
  const asked = withRow.length > 0 ? withRow : ways;
  const entries = await ledger.read(asked.flatMap(({ row, keys }) => [row?.key ?? [], keys].flat()));
  for (const { row, keys } of asked) {
    const all = row ? [row.key, ...keys] : keys;
    const entry = all.map((key) => entries.get(key)).find((one) => one !== undefined);
    if (!row && !entry) continue;
    // The entry knows a spelling that the number does not tell, with a blank before it.
    const there = row ?? (entry && (await rows.read([entry.key])).get(entry.key));
    const key = there?.key ?? entry?.key ?? numeroAsociado;
    return { key, row: there, entry, spellings: [...new Set([key, entry?.key ?? key, ...all])] };
  }
  const spellings = ways.flatMap(({ keys }) => keys);
  return { key: numeroAsociado, row: undefined, entry: undefined, spellings };
}

/** The outcome under a number as it was given, where there is one: SQL Server need not be asked for it. */
export async function findOutcome(
  numeroAsociado: string,
  parts: FindAssociateParts,
): Promise<LedgerEntry | undefined> {
  const known = await parts.ledger.read([numeroAsociado]);
  return known.get(numeroAsociado) ?? (await findAssociate(numeroAsociado, parts)).entry;
}

/** In the order in which they count. */
function textsOf(given: string): readonly string[] {
  const decoded = decode(given);
  return [...new Set([given, decoded, given.trim(), decoded.trim()])].filter((text) => text !== '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A % that stands for itself.
    return text;
  }
}
