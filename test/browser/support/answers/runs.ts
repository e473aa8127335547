import type { Run, Runs } from '../../../../shared/answers/runs.ts';
import { everyCount } from '../../../../shared/outcomes/countOutcomes.ts';
import { ago, DAY, HOUR, MINUTE, SECOND } from './moments.ts';
import type { State } from './state.ts';

const NO_COUNTS = everyCount({});

function run(more: Partial<Run> & Pick<Run, 'runId'>): Run {
  return {
    mode: 'incremental',
    state: 'ended',
    done: true,
    startedAt: ago(2 * MINUTE),
    endedAt: ago(MINUTE),
    durationMs: 4 * SECOND,
    detected: 0,
    counts: NO_COUNTS,
    rejectedByCode: {},
    notInHubSpot: 0,
    processed: 0,
    total: null,
    recordsPerMinute: null,
    secondsLeft: null,
    cancelledAt: null,
    canCancel: false,
    canResume: false,
    ...more,
  };
}

const underWay = { done: false, endedAt: null, durationMs: null, canCancel: true } as const;

export function runsOf(state: State): Runs {
  if (state === 'empty') return { runs: [] };
  const isPaused = state === 'sqlServerAway' || state === 'hubspotPaused';
  return {
    runs: [
      run({
        ...underWay,
        runId: '20261127T202614Z-4be1',
        mode: 'verify',
        state: isPaused ? 'paused' : 'running',
        startedAt: ago(6 * MINUTE),
        processed: 31_400,
        total: 47_996,
        recordsPerMinute: 5_400,
        secondsLeft: isPaused ? null : 184,
        verification: {
          phase: 'contacts',
          repair: false,
          counts: { checked: 31_400, same: 31_377, drifted: 22, missing: 1, gone: 0, skipped: 0 },
          drift: { email: 12, canton: 10 },
          keys: { drifted: ['A-000001'], missing: ['A-000002'], gone: [] },
        },
      }),
      run({
        ...underWay,
        runId: '20261127T203100Z-77aa',
        mode: 'reconcile',
        state: 'cancelling',
        canCancel: false,
        processed: 1_200,
        counts: { ...NO_COUNTS, updated: 40, pending: 60 },
      }),
      run({
        runId: '20261127T203000Z-9d02',
        detected: 44,
        processed: 44,
        counts: { ...NO_COUNTS, updated: 41, unchanged: 2, rejected: 1 },
        rejectedByCode: { EMAIL_INVALID: 1 },
      }),
      run({
        runId: '20261127T200500Z-51fa',
        mode: 'replay',
        name: 'Correos de Guápiles',
        detected: 23,
        processed: 23,
        counts: { ...NO_COUNTS, updated: 18, rejected: 5 },
      }),
      run({
        runId: '20261126T224000Z-a81c',
        mode: 'full',
        state: 'cancelled',
        startedAt: ago(22 * HOUR),
        detected: 18_300,
        processed: 18_300,
        total: 48_210,
        cancelledAt: ago(21 * HOUR),
        canResume: true,
        counts: { ...NO_COUNTS, updated: 40, unchanged: 18_260 },
      }),
      run({
        runId: '20261126T080000Z-0e37',
        mode: 'reconcile',
        detected: 37,
        processed: 48_210,
        total: 48_210,
      }),
      run({
        runId: '20261103T150000Z-0001',
        mode: 'adopt',
        startedAt: ago(24 * DAY),
        processed: 46_900,
        total: 46_900,
        adoption: {
          phase: 'done',
          dryRun: true,
          contacts: 46_900,
          keyed: 0,
          withoutPartner: 310,
          byNumber: 12_000,
          byCedula: 20_000,
          byEmail: 14_590,
          fitting: 46_400,
          contradicting: 150,
          ambiguous: 40,
        },
      }),
    ],
  };
}
