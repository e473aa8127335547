import { z } from 'zod';
import { judgeAnswer } from '../../../shared/hubspot/answers.ts';
import { type Check, noted, reliedOn, resultsOf, textOf } from '../check.ts';
import { uniqueProperty } from '../properties.ts';

const MOST_UNIQUE = 10;
const MOST_READY_MS = 5_000;

const propertiesSchema = z.object({
  results: z.array(
    z.object({ hasUniqueValue: z.boolean().catch(false), hubspotDefined: z.boolean().catch(false) }),
  ),
});
const pageSchema = z.object({ paging: z.object({ next: z.object({ after: z.string() }) }) });

export const ACCOUNT_CHECKS: readonly Check[] = [
  {
    // How the sync looks whether HubSpot takes its calls again.
    claim: 'an upsert without inputs is accepted and writes nothing',
    async look(portal) {
      const answer = await portal.upsert([]);
      // A refusal would do too: what counts is that token and scopes were judged.
      const isJudged = judgeAnswer(answer) !== undefined;
      const isAccepted = answer.status === 200 && resultsOf(answer).length === 0;
      return { known: isAccepted, breaks: !isJudged, saw: String(answer.status) };
    },
  },
  {
    claim: 'an upsert without inputs is refused with 401 when the token is wrong',
    async look({ account }) {
      const { status } = await account.call('contacts', 'POST', '/batch/upsert', { inputs: [] }, 'wrong');
      return reliedOn(status === 401, String(status));
    },
  },
  {
    claim: 'writes know a new property within 5 seconds',
    look: async ({ readyAfterMs }) => noted(readyAfterMs <= MOST_READY_MS, `${readyAfterMs} ms`),
  },
  {
    claim: 'the list of contacts has a cursor, and the next page other contacts',
    async look(portal) {
      await portal.newContact({});
      await portal.newContact({});
      const page = (query: string) => portal.account.call('contacts', 'GET', `?limit=1&properties=${query}`);
      const first = await page('hs_object_id');
      const after = pageSchema.safeParse(first.body).data?.paging.next.after;
      if (after === undefined) return reliedOn(false, `${first.status}, no cursor`);
      const second = await page(`hs_object_id&after=${encodeURIComponent(after)}`);
      const [one, two] = [first, second].map((answer) => resultsOf(answer)[0]?.id);
      return reliedOn(
        two !== undefined && one !== two,
        `${second.status}, ${one === two ? 'the same' : 'another'}`,
      );
    },
  },
  {
    claim: 'an eleventh property with unique values is refused with 400',
    async look({ account }) {
      const list = await account.call('properties', 'GET', '');
      // HubSpot's own do not count.
      const isCounted = (one: { hasUniqueValue: boolean; hubspotDefined: boolean }) =>
        one.hasUniqueValue && !one.hubspotDefined;
      const have = propertiesSchema.parse(list.body).results.filter(isCounted).length;
      for (let number = have + 1; number <= MOST_UNIQUE + 1; number++) {
        const answer = await account.call('properties', 'POST', '', uniqueProperty(number));
        if (answer.status !== 201)
          return noted(
            answer.status === 400 && number > MOST_UNIQUE,
            `number ${number}: ${answer.status} ${textOf(answer)}`,
          );
      }
      return noted(false, `${MOST_UNIQUE + 1} are allowed`);
    },
  },
];
