import type { KeyForms } from '../../contacts/associateKey.ts';
import { countOutcomes, type OutcomeCounts } from '../../outcomes/countOutcomes.ts';
import type { Verdict } from '../../outcomes/verdict.ts';
import { judgeGone, judgeRemoval } from '../deletes/judgeGone.ts';
import { type Associate, readAssociates } from '../keys/readAssociates.ts';
import type { Circuit } from '../ports/circuit.ts';
import type { Claims } from '../ports/claims.ts';
import type { ContactApi, ContactToSend } from '../ports/contactApi.ts';
import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { RowReader } from '../ports/rowReader.ts';
import type { RowRules, RulesSource } from '../ports/rules.ts';
import { changesOf, type PropertyChange } from './changesOf.ts';
import { settleRows } from './settleRows.ts';
import { withRepeated } from './withRepeated.ts';
import { withRivals } from './withRivals.ts';

export interface ForetellParts {
  readonly rows: RowReader;
  readonly ledger: Pick<OutcomeLedger, 'read'>;
  readonly keyForms: KeyForms;
  readonly rules: RulesSource;
  readonly contacts: Pick<ContactApi, 'write'>;
  readonly circuit: Circuit;
  readonly isAdopted: () => Promise<boolean>;
  /** What the batches before this one would have taken. */
  readonly claims: Claims;
}

/** What one associate would come to; `pending`: HubSpot's answers did not name it. */
export interface Foretold {
  readonly key: string;
  readonly verdict: Verdict;
  /** What would be sent, with its values; empty where nothing would. */
  readonly changes: readonly PropertyChange[];
}

/**
 * What `upsertBatch` would make of these keys now: its steps up to the calls that change something. Nothing is stored, and nothing is
 * written anywhere.
 *
 * @throws RetryLater or StopAndAlert.
 */
export async function foretellBatch(
  keys: readonly string[],
  parts: ForetellParts,
): Promise<{ readonly records: readonly Foretold[]; readonly counts: OutcomeCounts }> {
  await parts.circuit.pass();
  const isAdopted = await parts.isAdopted();
  const associates = await readAssociates([...new Set(keys)], parts);
  const rules = await parts.rules.current();
  const isGone = ({ row, rivals }: Associate) => !row && rivals.length === 0;
  const sent = new Map<string, ContactToSend>();
  const watch = { dryRun: true, onSend: (contact: ContactToSend) => void sent.set(contact.key, contact) };
  const contacts: ForetellParts['contacts'] = { write: (all) => parts.contacts.write(all, watch) };
  const there = associates.filter((one) => !isGone(one));
  const { verdicts } = await settleRows(
    { associates: there, forced: new Set(), isAdopted },
    { ...parts, contacts },
  );
  const claiming = { rules, isAdopted, claims: parts.claims };
  const records = associates.map((associate): Foretold => {
    const { key } = associate;
    const alone = isGone(associate) ? goneVerdict(associate, rules) : verdicts.get(key);
    if (!alone) throw new Error('No verdict for a record of a dry run.');
    const contact = isWritten(alone) ? sent.get(key) : undefined;
    const verdict = contact ? withRivals(alone, contact, associate, claiming) : alone;
    return {
      key,
      verdict: { ...verdict, hubspotId: verdict.hubspotId || undefined },
      changes: contact && isWritten(verdict) ? changesOf(contact, true, rules.mapping) : [],
    };
  });
  const { counts } = countOutcomes(records.map(({ verdict }) => verdict));
  return { records, counts: withRepeated(counts, keys.length, associates) };
}

function isWritten({ outcome }: Verdict): boolean {
  return outcome === 'created' || outcome === 'updated' || outcome === 'adopted';
}

/** Of a contact that would be marked or archived: that it is. */
function goneVerdict({ key, previous }: Associate, rules: RowRules): Verdict {
  const gone = judgeGone(key, previous, false, rules);
  if (gone.settled) return gone.verdict;
  const done = { kind: 'written', as: 'updated', hubspotId: previous?.hubspotId ?? '' } as const;
  return judgeRemoval(done, gone, previous, rules.mapping);
}
