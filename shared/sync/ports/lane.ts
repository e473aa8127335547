/** Who asks HubSpot: a person who waits for one associate, the regular sync, or a run over everything. */
export const LANES = ['urgent', 'incremental', 'bulk'] as const;

export type Lane = (typeof LANES)[number];

/** How much of HubSpot's limits is used, over all instances. */
export interface HubSpotLimits {
  /** Requests in the window that ends now, and the most that may be sent in any window. */
  readonly used: number;
  readonly limit: number;
  readonly windowMs: number;
  /** Epoch milliseconds before which nothing is sent; undefined when nothing is in the way. */
  readonly pausedUntil: number | undefined;
  /** The account's quota of the day as HubSpot told it last. */
  readonly day: { readonly limit: number; readonly remaining: number } | undefined;
}
