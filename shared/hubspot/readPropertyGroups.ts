import * as z from 'zod';
import { type BackoffOptions, withBackoff } from '../backoff.ts';
import { RetryLater } from '../errors.ts';
import { closedDoor } from './answers.ts';
import type { HubSpotClient } from './client.ts';
import { judgeSchemaAnswer } from './judgeSchemaAnswer.ts';

const listSchema = z.object({ results: z.array(z.object({ name: z.string() })) });

/**
 * The names of the portal's groups of contact properties.
 *
 * @throws RetryLater when HubSpot does not answer or answers no list; StopAndAlert when a person must mend it.
 */
export async function readPropertyGroups(
  client: Pick<HubSpotClient, 'listPropertyGroups'>,
  backoff: BackoffOptions,
): Promise<ReadonlySet<string>> {
  return withBackoff(async () => {
    const answer = await client.listPropertyGroups();
    if (judgeSchemaAnswer(answer) === 'unclear') throw closedDoor(answer);
    const list = listSchema.safeParse(answer.body);
    if (!list.success) throw new RetryLater('HUBSPOT_UNREADABLE', 'HubSpot answered no list of groups.');
    return new Set(list.data.results.map(({ name }) => name));
  }, backoff);
}
