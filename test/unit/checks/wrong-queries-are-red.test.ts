import { describe, expect, it } from 'vitest';
import { checkQuery } from '../../checks/kql/checkQuery.ts';
import { readQueries } from '../../checks/kql/readQueries.ts';

const { people, alerts } = readQueries();

/** A query of ours with one mistake in it. */
function mistake(name: string, right: string, wrong: string): string {
  const query = [...alerts, ...people].find((candidate) => candidate.name === name);
  if (!query?.text.includes(right)) throw new Error(`${name} does not hold ${right}.`);
  return query.text.replaceAll(right, wrong);
}

/** [what, query, what the finding says] */
const WRONG: readonly (readonly [string, string, string])[] = [
  ['bad syntax', mistake('retries', '| summarize', '| summarise'), 'Query operator expected'],
  ['an unknown table', mistake('calls', 'dependencies', 'dependancies'), "'dependancies'"],
  ['an unknown column', mistake('queue', 'bin(timestamp', 'bin(TimeGenerated'), "'TimeGenerated'"],
  ['a column that an operator took away', mistake('runs', 'by timestamp desc', 'by itemId desc'), "'itemId'"],
  ['an event that was renamed', mistake('lag-high', '"Health"', '"HealthReport"'), 'no event "HealthReport"'],
  ['an event that was renamed, in a list', mistake('error-rate', '"Poison"', '"Poisoned"'), '"Poisoned"'],
  [
    'an event that is not in the contract, in countif',
    'customEvents | summarize countif(name == "Batches")',
    'no event "Batches"',
  ],
  [
    'a dimension of another event',
    mistake('circuit-open', 'customDimensions["circuit"]', 'customDimensions["state"]'),
    'Health has no "state" among its dimensions',
  ],
  [
    'a measurement of another event',
    mistake('quota', 'customMeasurements["rateUsed"]', 'customMeasurements["ageMs"]'),
    'Health has no "ageMs" among its measurements',
  ],
  [
    'a measurement looked for among the dimensions',
    mistake('redeliveries', 'customMeasurements["attempt"]', 'customDimensions["attempt"]'),
    'Batch has no "attempt" among its dimensions',
  ],
  [
    'a field that one of two events lacks',
    'customEvents | where name in ("Batch", "Poison") | project toint(customMeasurements["sqlMs"])',
    'Poison has no "sqlMs"',
  ],
  [
    'a field that one side of a union lacks',
    'let b = customEvents | where name == "Batch"; union b, (customEvents | where name == "Outage") | project customDimensions["code"]',
    'Batch has no "code"',
  ],
  [
    'a field without saying of which event',
    'customEvents | project customDimensions["batchId"]',
    'SyncRun has no "batchId"',
  ],
  [
    'an event that only one side of an or names',
    'customEvents | where name == "Batch" or itemCount > 1 | project customDimensions["batchId"]',
    'SyncRun has no "batchId"',
  ],
  [
    'a value that a dimension never has',
    mistake('no-run', '== "detect"', '== "incremental"'),
    'mode is never "incremental"',
  ],
  [
    'a value that a column made of a dimension never has',
    mistake('circuit-open', '== "open"', '== "opened"'),
    'state is never "opened"',
  ],
  [
    'a value in a list',
    'customEvents | where name == "SyncRun" and customDimensions["stoppedBy"] in ("end", "queue")',
    'stoppedBy is never "queue"',
  ],
  ['a key after a dot', 'customEvents | where isnotempty(customDimensions.runId)', 'literal key'],
  ['a key that is computed', 'customEvents | project customDimensions[strcat("run", "Id")]', 'literal key'],
  ['a bag as a whole', 'customEvents | where tostring(customDimensions) has "POISON"', 'literal key'],
  [
    'a bag of the right side of a join',
    'customEvents | join (customEvents | where name == "Batch") on itemId | project customDimensions1["x"]',
    'literal key',
  ],
  ['a name that is searched', 'customEvents | where name startswith "Sync"', 'by == or in'],
  ['a name without regard to case', 'customEvents | where name =~ "syncrun"', 'by == or in'],
  ['a name from a variable', 'let n = "SyncRun"; customEvents | where name == n', 'by == or in'],
  ['a dimension of another table', 'requests | project customDimensions["runId"]', 'none of our events'],
  ['a share of whole numbers', mistake('calls', '100.0 * failed', '100 * failed'), 'the fraction is lost'],
  [
    'a field that no log line has',
    mistake('associate-history', '"contact_id"', '"contactId"'),
    'no field "contactId"',
  ],
];

describe('the KQL check', () => {
  it.for(WRONG)('refuses %s', ([, text, said]) => {
    const messages = checkQuery(text).map(({ message }) => message);
    expect(messages.filter((message) => message.includes(said))).not.toEqual([]);
  });

  it('says where', () => {
    const [finding] = checkQuery('customEvents\n| where name == "Batch"\n| project customDimensions["code"]');
    expect(finding).toMatchObject({ line: 3, column: 11 });
  });

  it('has nothing against events named in a variable, a union and a narrower where', () => {
    const text = `let some = materialize(customEvents | where name in ("Batch", "Poison", "PutBack"));
      customEvents | where name == "Batch" | union (customEvents | where name == "Poison")
      | where name == "Batch" | project customDimensions["operation"]`;
    expect(checkQuery(text)).toEqual([]);
  });
});
