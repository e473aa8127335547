import type * as z from 'zod';
import { LostRace } from '../../errors.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

/** The state with the tag that proves that nobody changed it since. */
export type Stored<T> = T & { readonly etag: string | undefined };

/** What a run that takes longer than one invocation has stored; what `empty` says where it has stored nothing. */
export async function readStored<T extends object>(
  document: StateDocument,
  schema: z.ZodType<T>,
  empty: T,
): Promise<Stored<T>> {
  const stored = await document.read();
  return stored
    ? { ...schema.parse(JSON.parse(stored.text)), etag: stored.etag }
    : { ...empty, etag: undefined };
}

/** @throws LostRace when another worker carries `what` on. */
export async function saveStored<T extends object>(
  document: StateDocument,
  schema: z.ZodType<T>,
  state: T,
  etag: string | undefined,
  what: string,
): Promise<string> {
  const saved = await document.save(JSON.stringify(schema.parse(state)), etag);
  if (saved === undefined) throw new LostRace(what, []);
  return saved;
}
