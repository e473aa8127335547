import { describe, expect, it } from 'vitest';
import { judge } from '../../checks/infra/rules/allRules.ts';
import {
  type Breaking,
  double,
  first,
  remove,
  rename,
  SITE,
  STORAGE,
  set,
  setSetting,
  VAULT,
} from './breakEnvironment.ts';
import { useEnvironments } from './useEnvironments.ts';

const environments = useEnvironments('dev', 'prod', 'staging');

const WORKSPACE = 'Microsoft.OperationalInsights/workspaces';
const LOCK = 'Microsoft.Authorization/locks';
const LONG = 'x'.repeat(25);

const CARELESS: readonly Breaking[] = [
  [
    'locked a throwaway',
    (checked) => {
      const lock = first(environments.get('prod'), LOCK);
      checked.snapshot.predictedResources.push(structuredClone(lock));
    },
    /dev must have no lock/,
  ],
  ['took too long a name', rename(STORAGE, LONG), /the name x+ is not legal/],
  ['took two hyphens', rename(VAULT, 'kv--x'), /kv--x is not legal/],
  ['took a name the host cuts', rename(SITE, `func-${LONG}-dev`), /func-x+-dev is not legal/],
  ['added what has no rule', double(STORAGE, { type: 'Microsoft.Cache/redis' }), /No rule says/],
  [
    'took more heap than there is',
    setSetting('languageWorkers__node__arguments', '--max-semi-space-size=8 --max-old-space-size=2048'),
    /does not fit into 512/,
  ],
  ['left the heap to V8', setSetting('languageWorkers__node__arguments', '--trace-gc'), /keeps 250 MB/],
  [
    'left a table of telemetry to Azure',
    remove(`${WORKSPACE}/tables`, 'AppTraces'),
    /AppTraces is kept 90 days, and all else 30/,
  ],
  [
    'changed the workspace alone',
    set(WORKSPACE, 'retentionInDays', 60),
    /AppEvents is kept 30 days, and all else 60/,
  ],
  ['took the daily cap away', set(WORKSPACE, 'workspaceCapping.dailyQuotaGb', -1), /has no daily cap/],
  ['took another Node', set(SITE, 'functionAppConfig.runtime.version', '22'), /built for Node 24/],
];

const IN_PRODUCTION: readonly Breaking[] = [
  ['took a lock away', remove(LOCK, 'Microsoft.Storage'), /storageAccounts \w+ has no lock/],
  ['made storage read-only', set(LOCK, 'level', 'ReadOnly'), /more than deletion/],
  ['let secrets be purged', set(VAULT, 'enablePurgeProtection', null), /can be purged/],
];

const IN_A_NETWORK: readonly Breaking[] = [
  ['left the internet in', set(STORAGE, 'networkAcls.defaultAction', 'Allow'), /lets in the internet/],
  [
    'forgot a DNS record',
    remove('Microsoft.Network/privateEndpoints/privateDnsZoneGroups', '-blob'),
    /no name in private DNS/,
  ],
  [
    'forgot an endpoint',
    remove('Microsoft.Network/privateEndpoints', '-table'),
    /no private endpoint for table/,
  ],
  ['left the app outside', set(SITE, 'virtualNetworkSubnetId', null), /The app is in no network/],
  [
    'gave the subnet to nobody',
    set('Microsoft.Network/virtualNetworks', 'subnets', []),
    /no subnet for the app/,
  ],
];

describe('a rule names it when somebody', () => {
  it.each(CARELESS)('%s', (_, breakIt, finding) => {
    const checked = environments.copy('dev');
    breakIt(checked);
    expect(judge(checked)).toContainEqual(expect.stringMatching(finding));
  });
  it.each(IN_PRODUCTION)('%s in production', (_, breakIt, finding) => {
    const checked = environments.copy('prod');
    breakIt(checked);
    expect(judge(checked)).toContainEqual(expect.stringMatching(finding));
  });
  it.each(IN_A_NETWORK)('%s, with a network', (_, breakIt, finding) => {
    const checked = environments.copy('staging');
    breakIt(checked);
    expect(judge(checked)).toContainEqual(expect.stringMatching(finding));
  });
});
