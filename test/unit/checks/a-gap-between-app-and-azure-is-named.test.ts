import { describe, expect, it } from 'vitest';
import { judge } from '../../checks/infra/rules/allRules.ts';
import { type Breaking, change, remove, rename, STORAGE, setAlert, setSetting } from './breakEnvironment.ts';
import { useEnvironments } from './useEnvironments.ts';

const environments = useEnvironments('dev');

const QUEUE = `${STORAGE}/queueServices/queues`;
const GAPS: readonly Breaking[] = [
  [
    'forgot a setting',
    setSetting('HUBSPOT_RATE_LIMIT', undefined),
    /reads HUBSPOT_RATE_LIMIT, which the template/,
  ],
  ['set what nobody reads', setSetting('HUBSPOT_RATELIMIT', '100'), /sets HUBSPOT_RATELIMIT, which nothing/],
  ['set nothing', setSetting('SYNC_OPERATION', ''), /SYNC_OPERATION is empty/],
  [
    'added a setting to the app only',
    change('app', ({ settings }) => ({ settings: [...settings, 'NEW'] })),
    /NEW, which local/,
  ],
  [
    'left an old one in the sample',
    change('app', ({ sample }) => ({ sample: [...sample, 'OLD'] })),
    /shows OLD/,
  ],
  ['forgot a schedule', setSetting('SYNC_SCHEDULE', undefined), /detectChanges: %SYNC_SCHEDULE% is not set/],
  [
    'forgot a connection',
    setSetting('AzureWebJobsStorage__clientId', undefined),
    /upsertBatch: its connection needs/,
  ],
  [
    'forgot the blobs of the host',
    setSetting('AzureWebJobsStorage__blobServiceUri', undefined),
    /The host needs/,
  ],
  ['forgot the poison queue', remove(QUEUE, 'poison'), /the queue contact-batches-poison is not created/],
  ['renamed the queue', rename(QUEUE, 's/default/batches'), /Nothing uses the queue batches/],
  ['forgot a table', remove(`${STORAGE}/tableServices/tables`, 'outcomes'), /table outcomes is not created/],
  [
    'built an empty app',
    (checked) => void Object.assign(checked, { functions: [] }),
    /registers no function/,
  ],
  ['forgot an alert', remove('Microsoft.Insights/scheduledQueryRules', 'poison'), /poison is 0 rules/],
  ['forgot an entry', change('queries', ({ alerts }) => ({ alerts: alerts.slice(1) })), /has no entry for/],
  [
    'changed a query in the template',
    setAlert((alert) => Object.assign(alert, { criteria: { allOf: [{ query: 'requests' }] } })),
    /no-run: it does not ask the text/,
  ],
  [
    'let an alert stay',
    setAlert((alert) => Object.assign(alert, { autoMitigate: false })),
    /does not resolve itself/,
  ],
  [
    'let an alert resolve itself that waits for a person',
    setAlert((alert) => Object.assign(alert, { autoMitigate: true }), 'poison'),
    /-poison: it resolves itself, and is to stay open/,
  ],
  [
    'told of what waits with every look',
    setAlert((alert) => Object.assign(alert, { muteActionsDuration: undefined }), 'deletes-held'),
    /-deletes-held: it is told of with every look/,
  ],
  ['changed a severity', setAlert((alert) => Object.assign(alert, { severity: 4 })), /its severity/],
  ['switched an alert off', setAlert((alert) => Object.assign(alert, { enabled: false })), /switched off/],
  [
    'told nobody',
    setAlert((alert) => Object.assign(alert, { actions: { actionGroups: [] } })),
    /tells nobody/,
  ],
  [
    'asked elsewhere',
    setAlert((alert) => Object.assign(alert, { scopes: ['/x'] })),
    /does not ask Application/,
  ],
  [
    'asked a query of its own in a workbook',
    ({ snapshot }) =>
      void snapshot.predictedResources.push({
        id: '/w',
        type: 'Microsoft.Insights/workbooks',
        name: '11111111-1111-1111-1111-111111111111',
        properties: { serializedData: JSON.stringify({ items: [{ content: { query: 'traces' } }] }) },
      }),
    /The workbook asks what no file/,
  ],
];

describe('a rule names it when somebody', () => {
  it.each(GAPS)('%s', (_, breakIt, finding) => {
    const checked = environments.copy('dev');
    breakIt(checked);
    expect(judge(checked)).toContainEqual(expect.stringMatching(finding));
  });
});
