import { z } from 'zod';
import { judgeAnswer } from '../../../shared/hubspot/answers.ts';
import { type HubSpotCheck, resultsOf, textOf } from '../check.ts';
import { noted, reliedOn } from '../finding.ts';
import { choiceProperty, uniqueProperty } from '../properties.ts';

const MOST_UNIQUE = 10;
const MOST_READY_MS = 5_000;

const propertiesSchema = z.object({
  results: z.array(
    z.object({ hasUniqueValue: z.boolean().catch(false), hubspotDefined: z.boolean().catch(false) }),
  ),
});
const namesSchema = z.object({ results: z.array(z.object({ name: z.string() })).catch([]) });
const pageSchema = z.object({ paging: z.object({ next: z.object({ after: z.string() }) }) });

export const ACCOUNT_CHECKS: readonly HubSpotCheck[] = [
  {
    // How the sync looks whether HubSpot takes its calls again.
    claim: 'an upsert without inputs is accepted and writes nothing',
    otherwise:
      'the probe in shared/hubspot/askOnce.ts needs another call that judges token and scopes and writes nothing',
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
    otherwise:
      'shared/hubspot/answers.ts has to know by what else a wrong token shows, or the circuit never opens',
    async look({ account }) {
      const { status } = await account.call('contacts', 'POST', '/batch/upsert', { inputs: [] }, 'wrong');
      return reliedOn(status === 401, String(status));
    },
  },
  {
    // How the sync tells a call that is refused for what it holds from an endpoint that is closed.
    claim: 'calls without anything in them are let in by every endpoint',
    otherwise: 'shared/hubspot/judgeCalls.ts has to probe a closed endpoint with something else',
    async look({ account }) {
      const read = { inputs: [], properties: [], propertiesWithHistory: [] };
      const calls = { update: { inputs: [] }, create: { inputs: [] }, read, archive: { inputs: [] } };
      const closed: string[] = [];
      for (const [name, body] of Object.entries(calls)) {
        const answer = await account.call('contacts', 'POST', `/batch/${name}`, body);
        if (answer.status !== 204 && judgeAnswer(answer) === 'unclear')
          closed.push(`${name} ${answer.status}`);
      }
      return reliedOn(closed.length === 0, closed.join(', ') || 'all are');
    },
  },
  {
    claim: 'an option of a property without its order is refused with 400',
    otherwise:
      'nothing in the app, which always sends displayOrder; test/standins/hubspot/properties is stricter than HubSpot',
    async look({ account }) {
      const options = [{ label: 'A', value: 'a', hidden: false }];
      const { status } = await account.call('properties', 'POST', '', choiceProperty('unordered', options));
      return noted(status === 400, String(status));
    },
  },
  {
    claim: 'Sensitive Data has a list of its own, apart from the others',
    otherwise:
      'shared/hubspot/readProperties.ts no longer has to ask for them apart, and PROPERTY_SENSITIVE has to be told by something else',
    async look({ account }) {
      const namesOf = async (query: string) => {
        const { status, body } = await account.call('properties', 'GET', query);
        return { status, names: new Set(namesSchema.parse(body ?? {}).results.map(({ name }) => name)) };
      };
      const [inUse, sensitive] = [await namesOf(''), await namesOf('?dataSensitivity=sensitive')];
      const both = [...sensitive.names].filter((name) => inUse.names.has(name)).length;
      return noted(
        sensitive.status === 200 && both === 0,
        `${sensitive.status}, ${sensitive.names.size} listed, ${both} of them among the others`,
      );
    },
  },
  {
    claim: 'an archived property is listed apart, and its name brings it back',
    otherwise:
      'shared/hubspot/readArchivedNames.ts and planProvision.ts beside it: what they tell of archived properties',
    async look({ account }) {
      const options = [{ label: 'A', value: 'a', hidden: false, displayOrder: 0 }];
      const definition = choiceProperty('archived', options);
      await account.call('properties', 'POST', '', definition);
      await account.call('properties', 'DELETE', `/${definition.name}`);
      const { body } = await account.call('properties', 'GET', '?archived=true');
      const isListed = namesSchema.parse(body ?? {}).results.some(({ name }) => name === definition.name);
      const { status } = await account.call('properties', 'POST', '', definition);
      return noted(
        isListed && status === 201,
        `${isListed ? 'listed' : 'not listed'}, made again: ${status}`,
      );
    },
  },
  {
    claim: 'writes know a new property within 5 seconds',
    otherwise:
      'nothing in the app, which looks again; set propertyReadyDelayMs in test/standins/hubspot/switches.ts',
    look: async ({ readyAfterMs }) => noted(readyAfterMs <= MOST_READY_MS, `${readyAfterMs} ms`),
  },
  {
    claim: 'the list of contacts has a cursor, and the next page other contacts',
    otherwise: 'shared/hubspot/portalScan.ts: adoption and verification cannot page',
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
    otherwise:
      'UNIQUE_LIMIT in shared/hubspot/applyProvision.ts and its text in shared/outcomes/systemCodes.ts',
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
