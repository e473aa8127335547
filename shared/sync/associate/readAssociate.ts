import type { Associate, History } from '../../answers/associate.ts';
import { meaningOf } from '../../outcomes/codeMeaning.ts';
import { readHistory } from '../../outcomes/history.ts';
import type { InBoth } from '../../outcomes/inBoth.ts';
import { isOk } from '../../outcomes/outcomeKinds.ts';
import type { LedgerEntry } from '../../outcomes/recordOutcome.ts';
import { type FindAssociateParts, findOutcome } from '../keys/findAssociate.ts';
import { forPerson } from '../reviews/listReviews.ts';

/** What the verification that ended last says of its own. */
export interface LastVerification {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly counts: { readonly drifted: number; readonly missing: number; readonly gone: number };
  /** The first ones of each kind. */
  readonly keys: {
    readonly drifted: readonly string[];
    readonly missing: readonly string[];
    readonly gone: readonly string[];
  };
}

/** The latest outcome of an associate, and how the last verification found it; undefined when there is none. */
export async function readAssociate(
  numeroAsociado: string,
  parts: FindAssociateParts & { readonly verification: () => Promise<LastVerification | undefined> },
): Promise<InBoth<Associate> | undefined> {
  const entry = await findOutcome(numeroAsociado, parts);
  if (!entry) return undefined;
  const verification = foundBy(await parts.verification(), entry);
  return { ...forPerson(entry), verification };
}

/** The last changes of outcome or code, newest first; undefined when nothing is held. */
export async function readAssociateHistory(
  numeroAsociado: string,
  parts: FindAssociateParts,
): Promise<InBoth<History> | undefined> {
  const entry = await findOutcome(numeroAsociado, parts);
  if (!entry) return undefined;
  const history = readHistory(entry).map((past) => ({ ...past, message: meaningOf(past.code) }));
  return { numeroAsociado: entry.key, history };
}

/** Null where it does not say: it has not looked since, or it has found more than it names. */
function foundBy(
  last: LastVerification | undefined,
  { key, since, outcome }: LedgerEntry,
): Associate['verification'] {
  if (!last) return null;
  const { keys, counts, endedAt } = last;
  const kinds = ['drifted', 'missing', 'gone'] as const;
  const named = kinds.find((kind) => keys[kind].includes(key));
  if (named) return { at: endedAt, found: named };
  // Whoever was not as his row then need not have been compared.
  const isKnown = isOk(outcome) && since !== undefined && since < last.startedAt;
  const namesAll = kinds.every((kind) => keys[kind].length >= counts[kind]);
  return isKnown && namesAll ? { at: endedAt, found: 'same' } : null;
}
