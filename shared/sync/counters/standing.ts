import * as z from 'zod';
import type { CounterRows } from '../ports/counterRows.ts';

const ROW = 'census';
const TRIES = 5;

export const rowStandingSchema = z.object({
  /** Rows of SQL Server. */
  associates: z.number(),
  /** Of those, the ones that HubSpot has a contact of. */
  inHubSpot: z.number(),
  /** Of those, the ones whose row passes every rule. */
  passing: z.number(),
  /** Rows whose outcome waits for a person; undefined of what an earlier version counted. */
  reviewed: z.number().optional(),
});
/** How the rows of the table stand, so far. */
export type RowStanding = z.infer<typeof rowStandingSchema>;

/** `at`: when the reconciliation ended that counted, ISO. */
const standingSchema = rowStandingSchema.extend({ at: z.string() });
/** How many associates there were at the last reconciliation, and how they stood. */
export type Standing = z.infer<typeof standingSchema>;

/** Undefined before the first whole reconciliation. */
export async function readStanding(rows: CounterRows): Promise<Standing | undefined> {
  const row = (await rows.read([ROW])).get(ROW);
  return row && standingSchema.parse(JSON.parse(row.text));
}

/** Whoever counted later counts. */
export async function storeStanding(standing: Standing, rows: CounterRows): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = (await rows.read([ROW])).get(ROW);
    if (await rows.commit([{ name: ROW, text: JSON.stringify(standing), etag: row?.etag }])) return;
  }
}
