import { describe, expect, it } from 'vitest';
import { judge } from '../../checks/infra/rules/allRules.ts';
import {
  type Breaking,
  change,
  double,
  first,
  giveOut,
  remove,
  SITE,
  STORAGE,
  set,
  setSetting,
  VAULT,
} from './breakEnvironment.ts';
import { useEnvironments } from './useEnvironments.ts';

const environments = useEnvironments('dev');

const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';
const OPEN_DOORS: readonly Breaking[] = [
  ['allowed shared keys', set(STORAGE, 'allowSharedKeyAccess', true), /allowSharedKeyAccess is true/],
  ['let TLS 1.0 in', set(STORAGE, 'minimumTlsVersion', 'TLS1_0'), /minimumTlsVersion is "TLS1_0"/],
  ['left TLS of the app to Azure', set(SITE, 'siteConfig.minTlsVersion', undefined), /minTlsVersion/],
  ['let files in by FTP', set(SITE, 'siteConfig.ftpsState', 'FtpsOnly'), /ftpsState is "FtpsOnly"/],
  ['allowed http', set(SITE, 'httpsOnly', false), /httpsOnly is false/],
  ['opened blobs to the public', set(STORAGE, 'allowBlobPublicAccess', true), /allowBlobPublicAccess/],
  [
    'took telemetry by key',
    set('Microsoft.Insights/components', 'DisableLocalAuth', false),
    /DisableLocalAuth/,
  ],
  ['left out the vault', remove(VAULT), /There is no Microsoft.KeyVault\/vaults/],
  [
    'forgot who resolves references',
    set(SITE, 'keyVaultReferenceIdentity', 'SystemAssigned'),
    /no secret would be/,
  ],
  [
    'put the token into the settings',
    setSetting('HUBSPOT_ACCESS_TOKEN', 'pat-na1-x'),
    /HUBSPOT_ACCESS_TOKEN is no ref/,
  ],
  [
    'put a password into a setting',
    setSetting('SQL_CONNECTION_STRING', 'Server=s;Password=p'),
    /holds a secret/,
  ],
  [
    'asked for keys',
    setSetting('SYNC_CONFIG', "[listKeys('x').keys[0].value]"),
    /SYNC_CONFIG|siteConfig.*secret/,
  ],
  ['gave out the token', giveOut('hubspotToken', 'x'), /output hubspotToken/],
  ['gave out a key', giveOut('x', "[listKeys('s')]"), /outputs\.x holds/],
  ['forgot a role', remove(ASSIGNMENT, 'Microsoft.KeyVault'), /keyVaultSecretsUser is given 0 times/],
  [
    'made the app owner',
    double(ASSIGNMENT, { properties: { roleDefinitionId: '/8e3af657-a8ff-443c-a75c-2fe8c4bcb635' } }),
    /Nothing needs the role assignment/,
  ],
  [
    'gave a role on the whole group',
    (checked) => {
      const assignment = first(checked, ASSIGNMENT, 'Microsoft.KeyVault');
      assignment.id = assignment.id.replace(/\/providers\/Microsoft\.KeyVault\/vaults\/[^/]+/, '');
    },
    /Nothing needs the role assignment/,
  ],
  ['gave a role to somebody else', set(ASSIGNMENT, 'principalId', '1-2-3'), /somebody else/],
  [
    'keeps a role that is unused',
    setSetting('AzureWebJobsStorage__tableServiceUri', undefined),
    /Nothing needs/,
  ],
  ['names a role nobody needs', change('roles', () => ({ owner: 'x' })), /names owner/],
];

describe('a rule names it when somebody', () => {
  it.each(OPEN_DOORS)('%s', (_, breakIt, finding) => {
    const checked = environments.copy('dev');
    breakIt(checked);
    expect(judge(checked)).toContainEqual(expect.stringMatching(finding));
  });
});
