import * as z from 'zod';
import type { BackoffOptions } from '../backoff.ts';
import { askOnce } from './askOnce.ts';
import type { HubSpotClient } from './client.ts';
import { listOf } from './listOf.ts';

const listSchema = z.object({ results: listOf(z.object({ name: z.string() })) });

/** The names of the contact properties that were archived; none where HubSpot does not list them. */
export async function readArchivedNames(
  client: Pick<HubSpotClient, 'listProperties'>,
  backoff: BackoffOptions,
): Promise<ReadonlySet<string>> {
  const { answer, refusal } = await askOnce(() => client.listProperties('archived'), { backoff });
  const list = refusal ? undefined : listSchema.safeParse(answer.body).data;
  return new Set(list?.results.map(({ name }) => name));
}
