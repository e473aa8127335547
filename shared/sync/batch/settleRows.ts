import type { KeyForms } from '../../contacts/associateKey.ts';
import { throwInDoubt } from '../../errors.ts';
import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import type { Verdict } from '../../outcomes/verdict.ts';
import type { Associate } from '../keys/readAssociates.ts';
import { sharedBy } from '../keys/sharedBy.ts';
import type { ContactApi, WriteAnswer } from '../ports/contactApi.ts';
import type { RowRules, RulesSource } from '../ports/rules.ts';
import { type JudgedRow, judgeRow, judgeWrite, toContact } from './judgeRow.ts';

export interface SettleRowsParts {
  readonly keyForms: KeyForms;
  readonly rules: RulesSource;
  readonly contacts: Pick<ContactApi, 'write'>;
}

export interface RowsBatch {
  /** Those that have a row, or several. */
  readonly associates: readonly Associate[];
  /** Keys to go past the fingerprint with. */
  readonly forced: ReadonlySet<string>;
  readonly isAdopted: boolean;
}

export interface SettledRows {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly doubtful: ReadonlySet<string>;
  /** HubSpot was asked to write something. */
  readonly hasCalled: boolean;
}

/**
 * A verdict for every associate that has a row. Rows that HubSpot refuses because somebody changed a property meanwhile are
 * judged once more by the portal as it is now, and sent again if that makes a difference.
 */
export async function settleRows(batch: RowsBatch, parts: SettleRowsParts): Promise<SettledRows> {
  const rules = await parts.rules.current();
  const judged = judgeAll(batch.associates, batch, rules);
  const first = await write(judged, batch, parts);
  const written = new Map(first.verdicts);
  const doubtful = new Set(first.doubtful);
  const drifted = batch.associates.filter(({ key }) => {
    const verdict = written.get(key);
    return verdict?.kind === 'refused' && verdict.isDrift;
  });
  if (drifted.length > 0) {
    // Others of the batch are written by now.
    const again = judgeAll(drifted, batch, await parts.rules.refresh().catch(throwInDoubt));
    const changed = new Map([...again].filter(([one, row]) => !isSameContact(row, judged.get(one))));
    for (const [one, row] of changed) judged.set(one, row);
    const second = await write(changed, batch, parts).catch(throwInDoubt);
    for (const [key, verdict] of second.verdicts) written.set(key, verdict);
    for (const key of second.doubtful) doubtful.add(key);
  }
  const verdicts = new Map(
    batch.associates.flatMap((one) => (one.rivals.length > 0 ? [[one.key, sharedBy(one, rules)]] : [])),
  );
  for (const [one, row] of judged) {
    const verdict = row.settled
      ? row.verdict
      : judgeWrite(written.get(one.key) ?? { kind: 'unknown' }, row, believed(one, batch));
    verdicts.set(one.key, verdict);
  }
  return { verdicts, doubtful, hasCalled: [...judged.values()].some(({ settled }) => !settled) };
}

/** What is done again for doubt's sake: a refusal must not vouch for a fingerprint that may be HubSpot's no longer. */
function believed({ key, previous }: Associate, { forced }: RowsBatch): LedgerEntry | undefined {
  return previous && forced.has(key) ? { ...previous, fingerprint: undefined } : previous;
}

function judgeAll(
  associates: readonly Associate[],
  batch: RowsBatch,
  rules: RowRules,
): Map<Associate, JudgedRow> {
  return new Map(
    associates.flatMap((one) => {
      const { key, row } = one;
      return row ? [[one, judgeRow(row, believed(one, batch), batch.forced.has(key), rules)]] : [];
    }),
  );
}

async function write(
  judged: ReadonlyMap<Associate, JudgedRow>,
  { isAdopted }: RowsBatch,
  { contacts, keyForms }: SettleRowsParts,
): Promise<WriteAnswer> {
  const toWrite = [...judged].flatMap(([one, row]) =>
    row.settled ? [] : [toContact(one, row.mapped.properties, isAdopted, keyForms)],
  );
  return toWrite.length > 0 ? contacts.write(toWrite) : { verdicts: new Map(), doubtful: new Set() };
}

function isSameContact(a: JudgedRow, b: JudgedRow | undefined): boolean {
  return !a.settled && b !== undefined && !b.settled && a.fingerprint === b.fingerprint;
}
