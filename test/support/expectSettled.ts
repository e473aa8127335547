import { expect } from 'vitest';
import type { Mapping } from '../../shared/contacts/mapping.ts';
import { isInHubSpot } from '../../shared/outcomes/outcomeKinds.ts';
import type { HubSpotStandin } from '../standins/hubspot/startHubSpotStandin.ts';
import { differencesBetween } from './compareWithHubSpot.ts';
import type { BatchRun } from './runBatches.ts';
import { isRefusedByHubSpot } from './troubledCooperative.ts';

export interface Expected {
  /** The code of each row that cannot get through, by number. */
  readonly refused: ReadonlyMap<string, string>;
  /** Contacts that were there before us, by HubSpot id. */
  readonly before: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/**
 * HubSpot equals the rows: every one has exactly one outcome and, where that says so, exactly one contact, with exactly
 * its values; those refused are named, each with its code, and nobody else; nothing was ever reported written that was not.
 */
export async function expectEqual(
  run: BatchRun,
  hubspot: HubSpotStandin,
  mapping: Mapping,
  { refused, before }: Expected,
): Promise<void> {
  const outcomes = await run.ledger.read([...run.rows.keys()]);
  expect(outcomes.size).toBe(run.rows.size);
  const left = [...outcomes.values()].filter((outcome) => !isInHubSpot(outcome));
  expect(Object.fromEntries(left.map(({ key, code }) => [key, code]))).toEqual(Object.fromEntries(refused));
  const welcome = [...run.rows.values()].filter((row) => !isRefusedByHubSpot(row));
  expect(differencesBetween(welcome, hubspot.contacts(), outcomes, mapping, before)).toEqual([]);
  expect(run.falseReports).toEqual([]);
}

/** The run's account adds up to what it detected: written, or refused (`refused` rows, where that is known). */
export async function expectBalanced(run: BatchRun, runId: string, refused?: number): Promise<void> {
  const { detected, counts } = await run.accounts.read(runId);
  const { pending, failed, deleted, created, updated, adopted, unchanged, rejected, conflict } = counts;
  expect({ pending, failed, deleted }).toEqual({ pending: 0, failed: 0, deleted: 0 });
  expect(created + updated + adopted + unchanged + rejected + conflict).toBe(detected);
  if (refused !== undefined) expect(rejected + conflict).toBe(refused);
}
