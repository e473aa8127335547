import { ofType, property, settingsOf } from '../../../../infra/docs/snapshot.ts';
import type { Rule } from './rule.ts';

interface Need {
  readonly role: string;
  /** Type of the resource it is given on, and on no wider one. */
  readonly on: string;
  /** Whether these settings make the app use it. */
  readonly isUsed: (settings: Readonly<Record<string, string>>) => boolean;
}

const has = (name: string) => (settings: Readonly<Record<string, string>>) => Boolean(settings[name]);

const NEEDS: readonly Need[] = [
  {
    role: 'storageBlobDataOwner',
    on: 'Microsoft.Storage/storageAccounts',
    isUsed: has('AzureWebJobsStorage__blobServiceUri'),
  },
  {
    role: 'storageQueueDataContributor',
    on: 'Microsoft.Storage/storageAccounts',
    isUsed: has('AzureWebJobsStorage__queueServiceUri'),
  },
  {
    role: 'storageTableDataContributor',
    on: 'Microsoft.Storage/storageAccounts',
    isUsed: has('AzureWebJobsStorage__tableServiceUri'),
  },
  {
    role: 'keyVaultSecretsUser',
    on: 'Microsoft.KeyVault/vaults',
    isUsed: (settings) => Object.values(settings).some((value) => value.startsWith('@Microsoft.KeyVault(')),
  },
  {
    role: 'monitoringMetricsPublisher',
    on: 'Microsoft.Insights/components',
    isUsed: has('APPLICATIONINSIGHTS_AUTHENTICATION_STRING'),
  },
];

/** The identity has each role that a setting makes it use, on that one resource, and no other. */
export const rolesAreNeeded: Rule = ({ snapshot, roles }) => {
  const settings = settingsOf(snapshot);
  const given = ofType(snapshot, 'Microsoft.Authorization/roleAssignments').map((assignment) => ({
    id: assignment.id,
    scope: /\/providers\/(\w+\.\w+\/\w+)\/[^/]+\/providers\/Microsoft\.Authorization\//.exec(
      assignment.id,
    )?.[1],
    role: String(property(assignment, 'roleDefinitionId')).split('/').at(-1),
    isOurs: /userAssignedIdentities\/[^']+', '[^']+'\)\.principalId\]$/.test(
      String(property(assignment, 'principalId')),
    ),
  }));
  const isNeeded = ({ role, scope }: (typeof given)[number]) =>
    NEEDS.some((need) => roles[need.role] === role && need.on === scope && need.isUsed(settings));
  return [
    ...NEEDS.filter((need) => need.isUsed(settings)).flatMap(({ role, on }) => {
      const times = given.filter((one) => one.role === roles[role] && one.scope === on).length;
      return times === 1 ? [] : [`The role ${role} is given ${times} times on ${on}, not once.`];
    }),
    ...given.filter((one) => !isNeeded(one)).map(({ id }) => `Nothing needs the role assignment ${id}.`),
    ...given.filter(({ isOurs }) => !isOurs).map(({ id }) => `${id} is given to somebody else than the app.`),
    ...Object.keys(roles)
      .filter((name) => !NEEDS.some(({ role }) => role === name))
      .map((name) => `roles.bicep names ${name}, which nothing needs.`),
  ];
};
