import type { Finding } from './findings.ts';

/** A row on its way: every property begins empty, and one that is taken out stays out of HubSpot. */
export interface DraftContact {
  readonly properties: Record<string, string>;
  readonly findings: Finding[];
}
