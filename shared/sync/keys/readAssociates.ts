import type { KeyForms } from '../../contacts/associateKey.ts';
import { isShared } from '../../outcomes/outcomeKinds.ts';
import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { RowReader, SourceRow } from '../ports/rowReader.ts';

export interface ReadAssociatesParts {
  readonly ledger: Pick<OutcomeLedger, 'read'>;
  readonly rows: RowReader;
  readonly keyForms: KeyForms;
}

/** Everything that one entry of the ledger is about: all spellings of a key that are one to HubSpot. */
export interface Associate {
  /** As SQL Server spells it now, or spelled it last: the key of the outcome. */
  readonly key: string;
  /** The keys by which it was asked for. */
  readonly asked: readonly string[];
  readonly previous: LedgerEntry | undefined;
  /** Undefined when there is none, or when several are `rivals`. */
  readonly row: SourceRow | undefined;
  /** The keys of its rows where there are several: nobody knows which of them is the contact. Else empty. */
  readonly rivals: readonly string[];
  /** Entries under keys that SQL Server takes for this one: to be removed once this one's is stored. */
  readonly superseded: readonly LedgerEntry[];
}

/** What is known of an associate before its rows are read. */
interface Asked {
  readonly ledgerKey: string;
  readonly asked: readonly string[];
  readonly previous: LedgerEntry | undefined;
  readonly superseded: readonly LedgerEntry[];
}

/**
 * The associates of these keys with their rows as they are now. Whoever finds the entry under another spelling asks SQL Server for
 * both: where only one is there, the row was respelt and the entry follows; where both are, they are rivals. No key is held for
 * it, and no entry is added.
 *
 * The ledger is read first: whoever committed before has read older rows than we do. The other way round, an older row could be
 * written last and nobody would know.
 */
export async function readAssociates(
  keys: readonly string[],
  parts: ReadAssociatesParts,
): Promise<readonly Associate[]> {
  const { ledger, keyForms } = parts;
  const previous = await ledger.read(keys);
  const asked = [...Map.groupBy(new Set(keys), keyForms.ledger)].map(([ledgerKey, group]): Asked => {
    const entry = group.map((key) => previous.get(key)).find((one) => one !== undefined);
    return { ledgerKey, asked: group, previous: entry, superseded: [] };
  });
  const found = await readRows(asked, parts);
  const strangers = asked.filter((one) =>
    found(one).some(({ key }) => keyForms.ledger(key) !== one.ledgerKey),
  );
  if (strangers.length === 0) return asked.map((one) => toAssociate(one, found(one)));
  const own = await readUnderOwnKeys(strangers, found, asked, parts);
  const known = asked.filter((one) => !strangers.includes(one) && !own.has(one.ledgerKey));
  return [...known.map((one) => toAssociate(one, found(one))), ...own.values()];
}

type Found = (asked: Pick<Asked, 'ledgerKey'>) => readonly SourceRow[];

/**
 * SQL Server may take two keys for one that are two to HubSpot (by accents or width, as its collation has it): the row stands
 * under its own key, and the entry under the other one goes.
 */
async function readUnderOwnKeys(
  strangers: readonly Asked[],
  found: Found,
  all: readonly Asked[],
  parts: ReadAssociatesParts,
): Promise<ReadonlyMap<string, Associate>> {
  const { ledger, keyForms } = parts;
  const rowKeys = strangers.flatMap((one) => found(one).map(({ key }) => key));
  const entries = await ledger.read(rowKeys);
  const moved = new Map<string, Asked>();
  for (const one of strangers) {
    for (const { key } of found(one)) {
      const ledgerKey = keyForms.ledger(key);
      const known = moved.get(ledgerKey) ?? all.find((other) => other.ledgerKey === ledgerKey);
      const previous = known?.previous ?? entries.get(key) ?? one.previous;
      const left = one.previous && one.previous !== previous ? [one.previous] : [];
      moved.set(ledgerKey, {
        ledgerKey,
        asked: [...new Set([...(known?.asked ?? []), ...one.asked])],
        previous,
        superseded: [...(known?.superseded ?? []), ...left],
      });
    }
  }
  const asked = [...moved.values()];
  const again = await readRows(asked, parts, rowKeys);
  return new Map(asked.map((one) => [one.ledgerKey, toAssociate(one, again(one))]));
}

/** Every row that may be one of these associates', by all spellings that are known of each. */
async function readRows(
  asked: readonly Asked[],
  { rows, keyForms }: ReadAssociatesParts,
  more: readonly string[] = [],
): Promise<Found> {
  const spellings = new Map(asked.map((one) => [one.ledgerKey, spellingsOf(one)]));
  for (const key of more) spellings.get(keyForms.ledger(key))?.add(key);
  const read = new Map(await rows.read([...new Set([...spellings.values()].flatMap((each) => [...each]))]));
  // A key that was only spelt anew (a blank taken out) lives on in the row of the sent one.
  const heirs = new Map<string, string>();
  for (const [ledgerKey, keys] of spellings) {
    const [first] = keys;
    const sent = first === undefined ? undefined : keyForms.sent(first);
    if (sent === undefined || keys.has(sent) || [...keys].some((key) => read.has(key))) continue;
    keys.add(sent);
    heirs.set(ledgerKey, sent);
  }
  if (heirs.size > 0) for (const [key, row] of await rows.read([...heirs.values()])) read.set(key, row);
  return ({ ledgerKey }) => {
    const ofOne = [...(spellings.get(ledgerKey) ?? [])].flatMap((key) => read.get(key) ?? []);
    return [...new Map(ofOne.map((row) => [row.key, row])).values()];
  };
}

function spellingsOf({ asked, previous }: Asked): Set<string> {
  const rival = previous && isShared(previous) ? previous.rivalKey : undefined;
  return new Set([...asked, previous?.key ?? [], rival ?? []].flat());
}

function toAssociate({ asked, previous, superseded }: Asked, rows: readonly SourceRow[]): Associate {
  const [row] = rows;
  const spellings = rows.flatMap(({ key, twins = [] }) => [key, ...twins]).sort();
  const last = previous?.key ?? asked[0] ?? '';
  if (spellings.length > 1) {
    // The entry keeps its name while it can, so that the other one is the rival whoever looks.
    const key = spellings.includes(last) ? last : (spellings[0] ?? last);
    const others = [...spellings];
    others.splice(others.indexOf(key), 1);
    return { key, asked, previous, row: undefined, rivals: [key, ...others], superseded };
  }
  return { key: row?.key ?? last, asked, previous, row, rivals: [], superseded };
}
