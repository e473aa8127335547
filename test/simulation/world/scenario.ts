import type { FeedName } from '../../../shared/source/feeds/incrementalFeed.ts';
import type { Switches } from '../../standins/hubspot/switches.ts';

/** What the portal had of a person before the sync: `doubles`: two contacts; `contradicts`: her email, another cédula. */
export type Before = 'nothing' | 'email' | 'cedula' | 'number' | 'all' | 'contradicts' | 'doubles';

/** What a contact made by hand has of the associate. */
export type ByHand = Extract<Before, 'email' | 'cedula' | 'number' | 'all'>;

export interface Person {
  /** In SQL Server from the start; otherwise a transaction brings her. */
  readonly isMember: boolean;
  readonly before: Before;
  /** Another person whose number she has too: her row differs by a blank before it, so that SQL Server takes both. */
  readonly shares?: number;
}

/** How a row spells its number: as it is, in small letters, with a blank before it. */
export type Spelling = 'plain' | 'small' | 'blank';

/** `own`, an invalid one, that of a stranger in the portal, or that of another person. */
export type EmailChoice = 'own' | 'invalid' | 'stranger' | { readonly of: number };

/** What becomes of a person's row; what is not named stays as it is. */
export interface PersonChange {
  readonly person: number;
  readonly lastname?: number;
  readonly email?: EmailChoice;
  readonly spelling?: Spelling;
  readonly isGone?: true;
}

export type Service = 'sql' | 'storage' | 'hubspot';

export type WorldEvent = { readonly at: number } & (
  | {
      readonly kind: 'transaction';
      readonly changes: readonly PersonChange[];
      /** From the statement to the commit. */
      readonly holdMs: number;
      /** How far the clock that stamps the rows is before the server's. */
      readonly stampShiftMs: number;
    }
  /** The extraction module reads a contact and writes its value into the table a while later. */
  | { readonly kind: 'echo'; readonly person: number; readonly holdMs: number }
  | { readonly kind: 'resync'; readonly person: number }
  /** A person in HubSpot merges a stranger into the associate's contact. */
  | { readonly kind: 'mergeStranger'; readonly person: number; readonly stranger: number }
  | { readonly kind: 'mergeDoubles'; readonly person: number }
  /** A person in HubSpot makes a contact of an associate whom HubSpot lacks, without our key. */
  | { readonly kind: 'makeContact'; readonly person: number; readonly by: ByHand }
  | { readonly kind: 'adopt' }
  | { readonly kind: 'reconcile' }
  | { readonly kind: 'detect' }
  /** A person asks for the whole table. */
  | { readonly kind: 'full' }
  /** A person has all reviews sent again. */
  | { readonly kind: 'replay' }
  | {
      readonly kind: 'phase';
      readonly service: Service;
      /** `out`: no answer; the others are what HubSpot answers to everything. */
      readonly how: 'out' | 'unauthorized' | 'tooMany' | 'unavailable';
      readonly forMs: number;
    }
);

/** Everything about a schedule that is decided before it runs. */
export interface Scenario {
  readonly seed: number;
  readonly feed: FeedName;
  readonly pageSize: number;
  readonly maxQueuedBatches: number;
  readonly compare: 'ledger' | 'values';
  readonly deletes: 'ignore' | 'mark' | 'archive';
  /** `sync.batchSize` and `sync.retry`. */
  readonly batchSize: number;
  readonly retry: { readonly tries?: number; readonly statuses?: readonly number[] };
  readonly operation: 'upsert' | 'update';
  readonly instances: number;
  readonly clockSkewMs: readonly number[];
  readonly detectEveryMs: number;
  /** Contacts on one page of the portal's list. */
  readonly portalPage: number;
  readonly isAdopted: boolean;
  readonly lateWrites: boolean;
  /** How often calls go wrong: 0 never, 1 as a rule. */
  readonly intensity: number;
  readonly switches: Partial<Switches>;
  readonly people: readonly Person[];
  readonly strangers: number;
  readonly events: readonly WorldEvent[];
  readonly activeMs: number;
}

export type Phase = Extract<WorldEvent, { kind: 'phase' }>;
/** What calls the app, and what happens outside it. */
export type Request = Extract<
  WorldEvent,
  { kind: 'resync' | 'adopt' | 'reconcile' | 'detect' | 'full' | 'replay' }
>;
export type Happening = Exclude<WorldEvent, Request>;
