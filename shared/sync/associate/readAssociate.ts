import { type FindAssociateParts, findOutcome } from '../keys/findAssociate.ts';
import { forPerson, type OutcomeForPerson } from '../reviews/listReviews.ts';

/** The latest outcome of an associate; undefined when there is none. */
export async function readAssociate(
  numeroAsociado: string,
  parts: FindAssociateParts,
): Promise<OutcomeForPerson | undefined> {
  const entry = await findOutcome(numeroAsociado, parts);
  return entry && forPerson(entry);
}
