import type { Switches } from '../../standins/hubspot/switches.ts';
import type { Dice } from './inventScenario.ts';

/** One of the HubSpots that HubSpot's documentation leaves open. */
export function inventSwitches(dice: Dice): Partial<Switches> {
  return {
    partialStatus: dice.chance(0.5) ? 200 : 207,
    perRecordVerdicts: dice.chance(0.8),
    echoTraceIds: dice.chance(0.9),
    conflictWithoutTraceIds: dice.pick(['nothingWritten', 'othersWritten']),
    takenValue: dice.pick(['coordinates', 'coordinates', 'tokens', 'conflict', 'words']),
    takenValueSinks: dice.chance(0.3),
    errorTraceIds: dice.chance(0.9),
    missingOnUpdate: dice.pick(['perRow', 'call404', 'call400']),
    keyRaceMs: dice.chance(0.7) ? 0 : dice.between(0, 2_000),
    duplicateReads: dice.pick(['once', 'refused', 'refusedNameless']),
    absorbedReads: dice.pick(['survivor', 'nothing']),
    phoneFormat: dice.pick(['asSent', 'spaced']),
    conflictVariant: dice.pick(['withId', 'withoutId', 'legacy']),
    conflictExistingId: dice.chance(0.7),
    mergeKeepsPrimaryId: dice.chance(0.3),
    searchLagMs: dice.chance(0.5) ? 0 : dice.between(0, 8_000),
  };
}
