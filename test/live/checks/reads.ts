import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { describeReading, type HubSpotCheck, readRow, resultsOf } from '../check.ts';
import { noted, reliedOn } from '../finding.ts';
import { CHOICES, KEY, OTHER, PHONE, TEXT } from '../properties.ts';
import { byKey, once, type TestPortal } from '../testPortal.ts';

const SEARCHABLE_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 500;

interface Filter {
  readonly propertyName: string;
  readonly operator: string;
  readonly value?: string;
  readonly values?: readonly string[];
}

/** HubSpot ids in the order of the answer. */
async function search(
  { account }: TestPortal,
  filters: readonly Filter[],
  sorts: readonly object[] = [],
): Promise<readonly string[]> {
  const request = { filterGroups: [{ filters }], sorts, properties: [KEY], limit: 10 };
  return resultsOf(await account.call('contacts', 'POST', '/search', request)).map(({ id }) => id);
}

/** Two contacts that search has found, by a text in capitals that nobody else has, and how long it took. */
const searchable = once(async (portal) => {
  const text = `Hst-${portal.runId}-SEARCH`;
  const full = await portal.newContact({ [TEXT]: text, [OTHER]: 'b', [CHOICES]: 'a;b' });
  const empty = await portal.newContact({ [TEXT]: text });
  const startedAt = performance.now();
  const byText = { propertyName: TEXT, operator: 'EQ', value: text };
  while ((await search(portal, [byText])).length < 2) {
    if (performance.now() - startedAt > SEARCHABLE_WITHIN_MS) throw new Error('Search never found them.');
    await sleep(LOOK_EVERY_MS);
  }
  return { text, byText, full: full.id, empty: empty.id, lagMs: performance.now() - startedAt };
});

const historySchema = z.object({
  results: z.array(
    z.object({
      propertiesWithHistory: z.record(z.string(), z.array(z.object({ sourceType: z.string().catch('') }))),
    }),
  ),
});

export const READ_CHECKS: readonly HubSpotCheck[] = [
  {
    claim: 'batch/read sees at once what was written',
    otherwise: 'shared/hubspot/write/readBack.ts: it has to wait before it believes that nothing was written',
    async look(portal) {
      const { key } = await portal.newContact({ [TEXT]: '0' });
      let seen = 0;
      for (let round = 1; round <= 5; round++) {
        await portal.upsert([byKey(key, { [TEXT]: String(round) })]);
        const { [TEXT]: text } = await portal.valuesOf(key, [TEXT]);
        if (text === String(round)) seen++;
      }
      return reliedOn(seen === 5, `${seen} of 5 times`);
    },
  },
  {
    claim: 'batch/read answers a repeated id once',
    otherwise:
      'shared/hubspot/readRecords.ts if the whole call is refused; set duplicateReads in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { key } = await portal.newContact({});
      const answer = await portal.read([key, key], KEY, [KEY]);
      const { length } = resultsOf(answer);
      return noted(length === 1, `${answer.status}, ${length} results`);
    },
  },
  {
    claim: 'batch/read answers those that are there beside one that is not',
    otherwise: 'shared/hubspot/readRecords.ts: who is missing has to be taken out of the call',
    async look(portal) {
      const { key } = await portal.newContact({});
      const answer = await portal.read([portal.newKey(), key], KEY, [KEY]);
      const { length } = resultsOf(answer);
      return reliedOn(length === 1, `${answer.status}, ${length} results`);
    },
  },
  {
    claim: 'batch/update by a key that nobody has names the row by its trace id, and writes its neighbour',
    otherwise:
      'shared/hubspot/askApart.ts takes it apart; set missingOnUpdate in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { key } = await portal.newContact({});
      const [missing, neighbour] = [portal.newKey(), key].map((id) => byKey(id, { [TEXT]: 'x' }));
      if (!missing || !neighbour) throw new Error('There are two rows.');
      const inputs = [missing, neighbour];
      const answer = await portal.account.call('contacts', 'POST', '/batch/update', { inputs });
      const [ofMissing, ofNeighbour] = inputs.map((row) => readRow(answer, row.objectWriteTraceId));
      const isMissing =
        ofMissing !== undefined && 'refused' in ofMissing && ofMissing.refused.kind === 'missing';
      return {
        known: isMissing && ofNeighbour !== undefined && 'written' in ofNeighbour,
        // However it is said, it is looked up; a contact that is made of it is one too many.
        breaks: ofMissing !== undefined && 'written' in ofMissing,
        saw: [ofMissing, ofNeighbour].map((one) => one && describeReading(answer, one)).join('; '),
      };
    },
  },
  {
    claim: 'a telephone is kept as it was sent',
    otherwise:
      'nothing in the app, which compares digits (shared/hubspot/asCompared.ts); set phoneFormat in test/standins/hubspot/switches.ts',
    async look(portal) {
      const sent = '+50622223333';
      const { key } = await portal.newContact({ [PHONE]: sent });
      const { [PHONE]: kept = '' } = await portal.valuesOf(key, [PHONE]);
      const isSame = kept.replace(/\D/g, '') === sent.slice(1);
      return { known: kept === sent, breaks: !isSame, saw: kept === sent ? 'it is' : 'in another form' };
    },
  },
  {
    claim: 'search trails writes by less than 30 seconds',
    otherwise:
      'nothing in the app, which trusts no search for what it wrote; set searchLagMs in test/standins/hubspot/switches.ts',
    async look(portal) {
      const { lagMs } = await searchable(portal);
      return noted(lagMs < 30_000, `${(lagMs / 1000).toFixed(1)} s`);
    },
  },
  {
    claim: 'search with IN finds a value with capitals by its lower case',
    otherwise: 'shared/hubspot/searchRecords.ts: how it writes values for IN',
    async look(portal) {
      const { text } = await searchable(portal);
      const found = await search(portal, [
        { propertyName: TEXT, operator: 'IN', values: [text.toLowerCase()] },
      ]);
      return reliedOn(found.length === 2, `${found.length} of 2`);
    },
  },
  {
    claim: 'search with IN takes 100 values',
    otherwise: 'the parts into which shared/hubspot/searchRecords.ts cuts what it looks for',
    async look(portal) {
      const { text, full } = await searchable(portal);
      const values = [text.toLowerCase(), ...Array.from({ length: 99 }, (_, number) => `none-${number}`)];
      const ids = await search(portal, [{ propertyName: TEXT, operator: 'IN', values }]);
      return reliedOn(ids.includes(full), `${ids.length} found`);
    },
  },
  {
    claim: 'in search a multi-checkbox compares as a whole',
    otherwise: 'nothing in the app; test/standins/hubspot/search',
    async look(portal) {
      const { byText } = await searchable(portal);
      const found = await search(portal, [byText, { propertyName: CHOICES, operator: 'EQ', value: 'a' }]);
      return noted(
        found.length === 0,
        found.length === 0 ? 'one of its options finds nothing' : 'one option is enough',
      );
    },
  },
  {
    claim: 'in search an empty value meets no NEQ',
    otherwise: 'nothing in the app; test/standins/hubspot/search',
    async look(portal) {
      const { byText, empty } = await searchable(portal);
      const found = await search(portal, [byText, { propertyName: OTHER, operator: 'NEQ', value: 'z' }]);
      return noted(!found.includes(empty), found.includes(empty) ? 'it does' : 'it does not');
    },
  },
  {
    claim: 'search sorts empty values last',
    otherwise: 'nothing in the app; test/standins/hubspot/search',
    async look(portal) {
      const { byText, empty } = await searchable(portal);
      const found = await search(portal, [byText], [{ propertyName: OTHER, direction: 'ASCENDING' }]);
      return noted(found.at(-1) === empty, found.at(-1) === empty ? 'last' : 'first');
    },
  },
  {
    claim: 'a search counts toward the day',
    otherwise: 'shared/hubspot/rate/dayQuota.ts counts what the headers say; test/standins/hubspot/http',
    async look(portal) {
      const { byText } = await searchable(portal);
      const left = async () => (await portal.read([portal.newKey()], KEY, [])).rate.dailyRemaining;
      const before = await left();
      for (let round = 0; round < 3; round++) await search(portal, [byText]);
      const after = await left();
      if (before === undefined || after === undefined) return noted(false, 'there is no daily header');
      // The second look counts too.
      return noted(before - after === 4, `${before - after - 1} counted for 3 searches`);
    },
  },
  {
    claim: 'a write that changes nothing moves lastmodifieddate',
    otherwise: 'what sync.compare: newer can rely on (shared/hubspot/write/compareFirst.ts)',
    async look(portal) {
      const { key } = await portal.newContact({ [TEXT]: 'same' });
      const stamp = async () => (await portal.valuesOf(key, ['lastmodifieddate']))['lastmodifieddate'];
      const before = await stamp();
      await sleep(1_000);
      await portal.upsert([byKey(key, { [TEXT]: 'same' })]);
      const moved = (await stamp()) !== before;
      return noted(moved, moved ? 'it moves' : 'it stays');
    },
  },
  {
    claim: 'writing an equal value adds nothing to its history, whose source is INTEGRATION',
    otherwise: 'nothing in the app; what shared/config/contacts.yaml says of sync.compare: values',
    async look(portal) {
      const { key } = await portal.newContact({ [TEXT]: 'same' });
      await portal.upsert([byKey(key, { [TEXT]: 'same' })]);
      const request = {
        inputs: [{ id: key }],
        idProperty: KEY,
        properties: [],
        propertiesWithHistory: [TEXT],
      };
      const { body } = await portal.account.call('contacts', 'POST', '/batch/read', request);
      const history = historySchema.safeParse(body).data?.results[0]?.propertiesWithHistory[TEXT] ?? [];
      const sources = [...new Set(history.map(({ sourceType }) => sourceType))];
      const isKnown = history.length === 1 && sources[0] === 'INTEGRATION';
      return noted(isKnown, `${history.length} entries, ${sources.join(', ') || 'no source'}`);
    },
  },
];
