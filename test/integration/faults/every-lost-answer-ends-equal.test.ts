import { describe, it } from 'vitest';
import type { FaultAction, Switches } from '../../standins/hubspot/startHubSpotStandin.ts';
import { endsEqual, troublesOf } from '../../support/endsEqual.ts';

const LOSSES: readonly (readonly [string, FaultAction])[] = [
  ['a dropped socket', { kind: 'reset' }],
  ['no answer', { kind: 'hang' }],
  ['an empty success', { kind: 'emptySuccess' }],
  ['half an answer', { kind: 'truncate' }],
  ['a success without one row', { kind: 'lostRows' }],
  ['a success without half the rows', { kind: 'lostRows', share: 0.5 }],
  ['a late answer', { kind: 'slow', ms: 20 }],
  ['an answer later than we wait', { kind: 'slow', ms: 300 }],
];
const SWITCHES: readonly Partial<Switches>[] = [
  { partialStatus: 200 },
  { cleanTraceStatus: 207 },
  { rowErrorDetails: false },
  { language: 'es' },
  { mixedTraceIds: 'perRecord' },
  { echoTraceIds: false },
  { takenValue: 'conflict' },
  { takenValue: 'conflict', conflictExistingId: false },
  { perRecordVerdicts: false },
  { perRecordVerdicts: false, conflictWithoutTraceIds: 'othersWritten' },
  { perRecordVerdicts: false, takenValue: 'conflict', conflictVariant: 'withoutId', language: 'es' },
  { perRecordVerdicts: false, takenValue: 'conflict', conflictVariant: 'legacy' },
  { takenValue: 'tokens' },
  { takenValue: 'words' },
  { takenValueSinks: true },
  { takenValue: 'words', takenValueSinks: true },
  { errorTraceIds: false },
  { errorTraceIds: false, takenValue: 'words', rowErrorDetails: false },
  { keyRaceMs: 50 },
  { keyRaceMs: 50, takenValue: 'words' },
  { duplicateReads: 'refused' },
  { duplicateReads: 'refusedNameless' },
  { absorbedReads: 'nothing' },
  { phoneFormat: 'spaced' },
];

describe.each(LOSSES.map(([name, action], index) => ({ name, troubles: troublesOf(action, index) })))(
  '$name',
  ({ troubles }) => {
    // promise 1, 2
    it.each(troubles)('$when the write in $percent % of the calls ends with HubSpot equal', endsEqual);
  },
);

describe('with one lost answer in ten', () => {
  // promise 2
  it.each(SWITCHES)('a HubSpot with %j ends equal', (switches) =>
    endsEqual({
      percent: 10,
      rows: 150,
      size: 25,
      fault: { when: 'after', action: { kind: 'reset' } },
      switches,
    }),
  );
});
