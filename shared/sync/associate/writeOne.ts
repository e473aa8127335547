import type { Finding } from '../../contacts/findings.ts';
import { RetryLater } from '../../errors.ts';
import type { OutcomeName } from '../../outcomes/outcome.ts';
import type { Verdict } from '../../outcomes/verdict.ts';
import { changesOf, type PropertyChange } from '../batch/changesOf.ts';
import { judgeRow } from '../batch/judgeRow.ts';
import { type SettleRowsParts, settleRows } from '../batch/settleRows.ts';
import type { Associate } from '../keys/readAssociates.ts';
import type { ContactToSend } from '../ports/contactApi.ts';

export interface WriteOneOptions {
  readonly isAdopted: boolean;
  /** Everything but the call that writes. */
  readonly dryRun: boolean;
  /** Done before HubSpot is asked to write, if it is. */
  readonly beforeWrite: () => Promise<void>;
}

/** What one associate came to. */
export interface WrittenOne {
  readonly verdict: Verdict;
  /** Empty where nothing was written. */
  readonly changes: readonly PropertyChange[];
  readonly findings: readonly Finding[];
}

const WRITTEN: ReadonlySet<OutcomeName> = new Set(['created', 'updated', 'adopted']);

/**
 * Brings one associate to HubSpot as a batch does, past the fingerprint.
 *
 * @throws RetryLater with `outcomeUnknown` also when HubSpot's answer does not name it.
 */
export async function writeOne(
  associate: Associate,
  { isAdopted, dryRun, beforeWrite }: WriteOneOptions,
  parts: SettleRowsParts,
): Promise<WrittenOne> {
  const { key, row, previous } = associate;
  const sent: ContactToSend[] = [];
  const watch = { dryRun, onSend: (contact: ContactToSend) => void sent.push(contact) };
  let isBegun = dryRun;
  const contacts: SettleRowsParts['contacts'] = {
    async write(all) {
      if (!isBegun) await beforeWrite();
      isBegun = true;
      return parts.contacts.write(all, watch);
    },
  };
  // What somebody has changed in the portal, a call that writes would tell.
  if (dryRun) await parts.rules.refresh();
  const batch = { associates: [associate], forced: new Set([key]), isAdopted };
  const { verdicts } = await settleRows(batch, { ...parts, contacts });
  const verdict = verdicts.get(key);
  if (!verdict || verdict.outcome === 'pending')
    throw new RetryLater('HUBSPOT_UNACCOUNTED', 'HubSpot did not name the record.', { outcomeUnknown: true });
  const rules = await parts.rules.current();
  const [last] = WRITTEN.has(verdict.outcome) ? sent.slice(-1) : [];
  return {
    verdict: { ...verdict, hubspotId: verdict.hubspotId || undefined },
    changes: last ? changesOf(last, dryRun, rules.mapping) : [],
    findings: row ? judgeRow(row, previous, true, rules).mapped.findings : [],
  };
}
