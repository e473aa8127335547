import { z } from 'zod';
import { OUTCOMES } from '../../../shared/outcomes/outcome.ts';
import { isInHubSpot, isOk } from '../../../shared/outcomes/outcomeKinds.ts';
import { TRANSITIONS, type Transition } from '../../../shared/outcomes/verdict.ts';

const entrySchema = z.object({
  key: z.string(),
  outcome: z.enum(OUTCOMES),
  code: z.string(),
  hubspotId: z.string().optional(),
  fingerprint: z.string().optional(),
  batchId: z.string(),
});

/** A change of a ledger entry that the table of transitions does not have; undefined when it has it. */
export function findForeignTransition(before: unknown, after: unknown): string | undefined {
  const previous = before === undefined ? undefined : entrySchema.parse(before);
  const next = entrySchema.parse(after);
  // A batch that is done twice keeps the name of what it did first.
  const isRepeated = previous?.batchId === next.batchId && isInHubSpot(next);
  const isKnown = Object.values(TRANSITIONS).some((transition: Transition) => {
    const isNamed = isRepeated ? isOk(transition.to) : transition.to === next.outcome;
    return (
      isNamed &&
      fits(transition.fingerprint, previous?.fingerprint, next.fingerprint) &&
      fits(transition.hubspotId, previous?.hubspotId, next.hubspotId)
    );
  });
  const from = previous?.outcome ?? 'nothing';
  return isKnown ? undefined : `${next.key}: from ${from} to ${next.outcome} is no transition`;
}

function fits(how: string, before: string | undefined, after: string | undefined): boolean {
  if (how === 'none') return after === undefined;
  // Under force a fingerprint that is kept counts as none.
  return how === 'kept' ? after === before || after === undefined : true;
}
