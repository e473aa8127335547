import type { KeyForms } from '../../contacts/associateKey.ts';
import { LostRace } from '../../errors.ts';
import { type CodeMeaning, meaningOf } from '../../outcomes/codeMeaning.ts';
import { type FindAssociateParts, findAssociate } from '../keys/findAssociate.ts';
import type { NotesErasure } from '../ports/adoptionNotes.ts';
import type { BatchQueue } from '../ports/batchQueue.ts';
import type { Log } from '../ports/log.ts';
import type { LedgerErasure, OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { Review, ReviewIndex } from '../ports/reviewIndex.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import { forgetPosition } from './forgetPosition.ts';

export interface EraseParts {
  readonly rows: FindAssociateParts['rows'];
  readonly keyForms: KeyForms;
  readonly ledger: OutcomeLedger & LedgerErasure;
  readonly reviews: ReviewIndex;
  readonly notes: NotesErasure;
  /** How far runs over the whole table have come; their positions are keys. */
  readonly positions: readonly StateDocument[];
  readonly queue: BatchQueue;
  readonly log: Log;
}

/** What we held of an associate, by kind. */
export interface Removed {
  readonly outcomes: number;
  readonly reviews: number;
  /** Conflicts of others that named the associate as rival; they stay, without the name. */
  readonly mentions: number;
  readonly adoptionNotes: number;
  /** Runs that stood at this key, and go on from a little before. */
  readonly positions: number;
}

/** What is left somewhere else, and what a person does about it. */
export interface Remains {
  readonly code: 'ROW_REMAINS' | 'CONTACT_REMAINS' | 'MESSAGES_REMAIN' | 'LOGS_REMAIN';
  readonly parameters: Readonly<Record<string, never>>;
  readonly message: CodeMeaning;
  readonly contactIds?: readonly string[];
  readonly waitingMessages?: number;
}

export interface Erased {
  readonly numeroAsociado: string;
  readonly removed: Removed;
  readonly remains: readonly Remains[];
}

const TRIES = 5;

/**
 * Removes all that our tables hold of one associate, and says what remains elsewhere. Nothing is stored to keep it out: a list
 * of the erased would be data about them. The queue cannot be searched; of a message that still names the associate an outcome
 * `deleted` may come, which `reconcile` forgets. Undefined when nothing was held and there is no row.
 *
 * @throws RetryLater when SQL Server or Storage does not answer; to be called again.
 */
export async function eraseAssociate(numeroAsociado: string, parts: EraseParts): Promise<Erased | undefined> {
  const { row, entry, spellings } = await findAssociate(numeroAsociado, parts);
  const forms = new Set(spellings.map(parts.keyForms.ledger));
  // However it is spelled: in a review as another's rival, in a note of an adoption, in a run's position.
  const isMeant = (key: string) => forms.has(parts.keyForms.ledger(key));
  const removed = { outcomes: 0, reviews: 0, mentions: 0, adoptionNotes: 0, positions: 0 };
  removed.adoptionNotes = await parts.notes.removeOf(isMeant);
  for (const document of parts.positions) removed.positions += await forgetPosition(document, isMeant);
  await eraseReviews(isMeant, removed, parts);
  // Last of all, because it knows the contact: whoever repeats a call that broke off is told of it again.
  for (const key of spellings) removed.outcomes += await eraseOutcome(key, parts.ledger);
  // A worker that stored an outcome meanwhile had opened a review before.
  await eraseReviews(isMeant, removed, parts);
  if (!row && Object.values(removed).every((count) => count === 0)) return undefined;
  const contactIds = entry?.hubspotId === undefined ? [] : [entry.hubspotId];
  parts.log({ level: 'info', operation: 'ERASE', status: 'SUCCESS', message: describe(removed) });
  const remains = whatRemains(row !== undefined, contactIds, await parts.queue.length());
  return { numeroAsociado, removed, remains };
}

async function eraseOutcome(key: string, ledger: EraseParts['ledger']): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const entry = (await ledger.read([key])).get(key);
    if (!entry) return 0;
    if (await ledger.remove(entry)) return 1;
  }
  throw new LostRace('an outcome', [key]);
}

async function eraseReviews(
  isMeant: (key: string) => boolean,
  removed: { reviews: number; mentions: number },
  parts: EraseParts,
): Promise<void> {
  const naming = await parts.reviews.naming(isMeant);
  const own = naming.filter((review) => isMeant(review.key));
  if (own.length > 0) await parts.reviews.close(own);
  removed.reviews += own.length;
  for (const review of naming) {
    if (isMeant(review.key)) continue;
    await eraseMention(review, isMeant, parts);
    removed.mentions++;
  }
}

/** The other associate's conflict stays as it is, but for the name of the rival. */
async function eraseMention(
  review: Review,
  isMeant: (key: string) => boolean,
  { ledger, reviews }: EraseParts,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const previous = await ledger.read([review.key]);
    const entry = previous.get(review.key);
    if (entry?.rivalKey === undefined || !isMeant(entry.rivalKey)) return reviews.close([review]);
    const { etag: _, ...outcome } = entry;
    if (await ledger.commit([{ ...outcome, rivalKey: undefined }], previous)) return reviews.close([review]);
  }
  throw new LostRace('an outcome', [review.key]);
}

function whatRemains(
  hasRow: boolean,
  contactIds: readonly string[],
  waitingMessages: number,
): readonly Remains[] {
  const say = (code: Remains['code']) => ({ code, parameters: {}, message: meaningOf(code) });
  return [
    ...(hasRow ? [say('ROW_REMAINS')] : []),
    ...(contactIds.length > 0 ? [{ ...say('CONTACT_REMAINS'), contactIds }] : []),
    ...(waitingMessages > 0 ? [{ ...say('MESSAGES_REMAIN'), waitingMessages }] : []),
    say('LOGS_REMAIN'),
  ];
}

function describe(removed: Removed): string {
  return Object.entries(removed)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}
