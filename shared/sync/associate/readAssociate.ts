import type { OutcomeLedger } from '../ports/outcomeLedger.ts';
import type { RowReader } from '../ports/rowReader.ts';
import { forPerson, type OutcomeForPerson } from '../reviews/listReviews.ts';
import { findKeys } from './findKeys.ts';

/** The latest outcome of an associate; undefined when there is none. SQL Server is asked only for another spelling. */
export async function readAssociate(
  numeroAsociado: string,
  parts: { readonly rows: RowReader; readonly ledger: Pick<OutcomeLedger, 'read'> },
): Promise<OutcomeForPerson | undefined> {
  const entry = (await parts.ledger.read([numeroAsociado])).get(numeroAsociado);
  if (entry) return forPerson(entry);
  const [found] = (await findKeys(numeroAsociado, parts)).entries;
  return found && forPerson(found);
}
