import type { OutcomeName } from './outcome.ts';

/** What a record came to: the part of its outcome that does not depend on batch and time. */
export interface Verdict {
  readonly outcome: OutcomeName;
  /** `OK`, or the stable code of the first finding. */
  readonly code: string;
  readonly properties: readonly string[];
  readonly hubspotId: string | undefined;
  /** For a conflict: the contact that holds the identifier already. */
  readonly conflictId?: string | undefined;
  /** For a conflict: the other associate who claims the identifier. */
  readonly rivalKey?: string | undefined;
  /** Of the HubSpot call that decided it, for HubSpot's support. */
  readonly correlationId?: string | undefined;
  /** Of the properties HubSpot has acknowledged last; undefined when it never did, has no contact, or is in doubt. */
  readonly fingerprint: string | undefined;
}

/** What an event makes of a ledger entry. */
export interface Transition {
  readonly when: string;
  readonly to: OutcomeName;
  /** `sent`: of what HubSpot acknowledged just now; `kept`: as the entry had it; `none`: HubSpot holds nothing, or what it holds is in doubt. */
  readonly fingerprint: 'sent' | 'kept' | 'none';
  /** `answered`: as HubSpot said just now. */
  readonly hubspotId: 'answered' | 'kept' | 'none';
}

/**
 * The ledger as a state machine: every event leads from any entry, or none, to one outcome. What an entry was decides only
 * which events can happen: `same` needs a fingerprint, and under force the fingerprint counts as none.
 */
export const TRANSITIONS = {
  created: {
    when: 'HubSpot made the contact',
    to: 'created',
    fingerprint: 'sent',
    hubspotId: 'answered',
  },
  updated: {
    when: 'HubSpot wrote the contact',
    to: 'updated',
    fingerprint: 'sent',
    hubspotId: 'answered',
  },
  adopted: {
    when: 'a contact that was there before us got the key',
    to: 'adopted',
    fingerprint: 'sent',
    hubspotId: 'answered',
  },
  same: {
    when: 'the row is what HubSpot acknowledged last',
    to: 'unchanged',
    fingerprint: 'kept',
    hubspotId: 'kept',
  },
  left: {
    when: 'HubSpot holds it already, is newer, or the operation leaves it alone',
    to: 'unchanged',
    fingerprint: 'sent',
    hubspotId: 'answered',
  },
  absent: {
    when: 'HubSpot has no such contact, and the operation makes none: it is asked again',
    to: 'unchanged',
    fingerprint: 'none',
    hubspotId: 'none',
  },
  invalid: {
    when: 'the row fails validation',
    to: 'rejected',
    fingerprint: 'kept',
    hubspotId: 'kept',
  },
  keyed: {
    when: 'the row fails validation, and the contact that was there before us got the key',
    to: 'rejected',
    fingerprint: 'kept',
    hubspotId: 'answered',
  },
  refused: {
    when: 'HubSpot refuses the record',
    to: 'rejected',
    fingerprint: 'kept',
    hubspotId: 'kept',
  },
  contested: {
    when: 'somebody else holds or claims an identifier',
    to: 'conflict',
    fingerprint: 'kept',
    hubspotId: 'kept',
  },
  shared: {
    when: 'two rows come to its key: which of them HubSpot holds, nobody says',
    to: 'conflict',
    fingerprint: 'none',
    hubspotId: 'kept',
  },
  unaccounted: {
    when: 'no answer names the record: it comes again, forced',
    to: 'pending',
    fingerprint: 'none',
    hubspotId: 'kept',
  },
  crashed: {
    when: 'it crashed the code on every delivery',
    to: 'failed',
    fingerprint: 'none',
    hubspotId: 'kept',
  },
  rowMissing: {
    when: 'there is no row, and nothing to do in HubSpot',
    to: 'deleted',
    fingerprint: 'none',
    hubspotId: 'kept',
  },
  deleteDue: {
    when: 'there is no row, and the guard counts first',
    to: 'pending',
    fingerprint: 'none',
    hubspotId: 'kept',
  },
  deleteHeld: {
    when: 'too many are gone: a person decides',
    to: 'deleted',
    fingerprint: 'none',
    hubspotId: 'kept',
  },
  marked: {
    when: 'the contact of a row that is gone was marked, or there is none',
    to: 'deleted',
    fingerprint: 'sent',
    hubspotId: 'answered',
  },
  archived: {
    when: 'the contact of a row that is gone was archived',
    to: 'deleted',
    fingerprint: 'sent',
    hubspotId: 'none',
  },
  buried: {
    when: 'the row is still gone, and that was done before',
    to: 'deleted',
    fingerprint: 'kept',
    hubspotId: 'kept',
  },
} as const satisfies Readonly<Record<string, Transition>>;
export type RecordEvent = keyof typeof TRANSITIONS;

/** What is known of an event: the code with its properties, and what HubSpot said. */
export type EventFacts = Pick<Verdict, 'code'> & Partial<Omit<Verdict, 'outcome'>>;

/** The verdict that an event leads to from the entry as it was. */
export function verdictOf(
  event: RecordEvent,
  previous: Pick<Verdict, 'hubspotId' | 'fingerprint'> | undefined,
  { properties = [], ...facts }: EventFacts,
): Verdict {
  const { to, fingerprint, hubspotId }: Transition = TRANSITIONS[event];
  return {
    ...facts,
    properties,
    outcome: to,
    hubspotId: choose(hubspotId, facts.hubspotId, previous?.hubspotId),
    fingerprint: choose(fingerprint, facts.fingerprint, previous?.fingerprint),
  };
}

function choose(
  how: Transition['fingerprint'] | Transition['hubspotId'],
  fresh: string | undefined,
  before: string | undefined,
): string | undefined {
  if (how === 'none') return undefined;
  return how === 'kept' ? before : fresh;
}
