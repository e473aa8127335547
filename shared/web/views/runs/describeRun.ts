import type { Run } from '../../../answers/runs.ts';
import { OUTCOMES } from '../../../outcomes/outcome.ts';
import { say } from '../../speech/say.ts';

/** What kind of run it is. */
export function kindOf({ mode, adoption, verification }: Run): string {
  if (mode === 'adopt' && adoption?.dryRun) return say('mode.adopt.dry');
  if (mode === 'verify' && verification?.repair) return say('mode.repair');
  return say(`mode.${mode}`);
}

/** How far a run is. */
export function progressOf({ processed, total }: Run): string {
  return total === null
    ? say('run.sofar', { a: processed })
    : say('run.progress', { a: processed, b: Math.max(total, processed) });
}

/** What a run came to, in a sentence. */
export function resultOf(run: Run): string {
  const { adoption, verification, mode, processed } = run;
  const counts = countsOf(run);
  const parts = [
    ...(run.state === 'cancelled' ? [cancelledAt(run)] : []),
    ...(verification ? [verified(verification.counts)] : []),
    ...(adoption ? [adopted(adoption)] : []),
    ...(mode === 'reconcile' && processed > 0 ? [say('run.compared', { n: processed })] : []),
    ...(counts === '' ? [] : [counts]),
  ];
  return parts.length > 0 ? parts.join(' · ') : say('run.nothing');
}

function cancelledAt({ processed, total }: Run): string {
  return total === null
    ? say('run.cancelledAt.sofar', { a: processed })
    : say('run.cancelledAt', { a: processed, b: total });
}

function verified({ checked, drifted, missing }: NonNullable<Run['verification']>['counts']): string {
  return say('run.verified', { n: checked, d: drifted, m: missing });
}

function adopted({ contacts, fitting, contradicting, ambiguous }: NonNullable<Run['adoption']>): string {
  return say('run.adopted', { n: contacts, f: fitting, x: contradicting, a: ambiguous });
}

/** The outcomes that there were any of. */
export function countsOf({ counts }: Run): string {
  return OUTCOMES.filter((outcome) => counts[outcome] > 0)
    .map((outcome) => say(`n.${outcome}`, { n: counts[outcome] }))
    .join(', ');
}
