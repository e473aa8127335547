import { markdownTable } from './markdownTable.ts';
import { ofType, property, type Resource, readApp, type Snapshot, settingsOf } from './snapshot.ts';

/** What a resource is for; in the order in which a deployment makes them. */
const PURPOSES: readonly (readonly [string, string])[] = [
  ['Microsoft.ManagedIdentity/userAssignedIdentities', 'what the app signs in as, everywhere'],
  ['Microsoft.Network/networkSecurityGroups', 'what may leave the network, and enter its endpoints'],
  ['Microsoft.Network/virtualNetworks', 'the network the app runs in'],
  ['Microsoft.Network/privateDnsZones', 'names of the private endpoints'],
  ['Microsoft.Network/privateDnsZones/virtualNetworkLinks', 'makes them known in the network'],
  ['Microsoft.Network/privateEndpoints', 'the only door to storage, vault and Azure SQL'],
  ['Microsoft.Network/privateEndpoints/privateDnsZoneGroups', 'writes a name for each'],
  ['Microsoft.OperationalInsights/workspaces', 'holds telemetry and logs'],
  ['Microsoft.OperationalInsights/workspaces/tables', 'how long each table of telemetry is kept'],
  ['Microsoft.Insights/components', 'takes telemetry, from identities only'],
  ['Microsoft.Storage/storageAccounts', 'one account for host and sync, without keys'],
  ['Microsoft.Storage/storageAccounts/blobServices', 'holds the package, and the host’s locks'],
  ['Microsoft.Storage/storageAccounts/blobServices/containers', 'where packages are published to'],
  ['Microsoft.Storage/storageAccounts/queueServices', 'holds the queues'],
  [
    'Microsoft.Storage/storageAccounts/queueServices/queues',
    'batches of keys, and those that crashed the code',
  ],
  ['Microsoft.Storage/storageAccounts/tableServices', 'holds the tables'],
  ['Microsoft.Storage/storageAccounts/tableServices/tables', 'watermark and accounts, outcomes, reviews'],
  ['Microsoft.KeyVault/vaults', 'the secrets; made empty'],
  ['Microsoft.Authorization/roleAssignments', 'what the identity may do, each on one resource'],
  ['Microsoft.Authorization/locks', 'against deletion'],
  ['Microsoft.Insights/diagnosticSettings', 'accesses to secrets, deletions in storage, the host’s log'],
  ['Microsoft.Web/serverfarms', 'Flex Consumption'],
  ['Microsoft.Web/sites', 'the app'],
  ['Microsoft.Web/sites/basicPublishingCredentialsPolicies', 'no publishing by password'],
  ['Microsoft.Web/sites/config', 'Entra ID in front of the HTTP functions'],
  ['Microsoft.Insights/actionGroups', 'who is told'],
  ['Microsoft.Insights/scheduledQueryRules', 'one alert for each entry of infra/queries/alerts.json'],
  ['Microsoft.Consumption/budgets', 'tells who is told what a month costs'],
  ['Microsoft.Insights/workbooks', 'the queries of infra/queries as charts'],
];

/**
 * docs/reference/azure.md out of the snapshots, by environment.
 *
 * @throws Error naming a type of resource that is given no purpose here.
 */
export function azureTable(snapshots: Readonly<Record<string, Snapshot>>): string {
  const names = Object.keys(snapshots);
  const purposeless = Object.values(snapshots)
    .flatMap(({ predictedResources }) => predictedResources)
    .find(({ type }) => !PURPOSES.some(([known]) => known === type));
  if (purposeless) throw new Error(`azureTable.ts does not say what a ${purposeless.type} is for.`);
  return [
    '<!-- Written by `npm run docs` out of infra/parameters/*.snapshot.json. -->',
    '# What a deployment makes in Azure',
    'The snapshots beside the parameter files are what the Bicep compiler says that Azure gets; `npm run check:infra` holds them against our rules. The last signs of a name, where they differ, are those of your own resource group.',
    '## Resources',
    markdownTable(
      ['resource', 'for', ...names],
      PURPOSES.map(([type, purpose]) => [
        `\`${type.replace('Microsoft.', '')}\``,
        purpose,
        ...names.map((name) => describe(ofType(snapshots[name] ?? EMPTY, type))),
      ]).filter((row) => row.slice(2).some((cell) => cell !== '')),
    ),
    '## Sizes',
    markdownTable(['', ...names], [...sizes(Object.values(snapshots))]),
    '## Settings of the app',
    markdownTable(['setting', ...names], settingRows(Object.values(snapshots))),
    '',
  ].join('\n\n');
}

const EMPTY: Snapshot = { predictedResources: [], diagnostics: [], outputs: {} };

/** The name of a single one, the number of several. */
function describe(resources: readonly Resource[]): string {
  const [first, ...others] = resources;
  if (!first) return '';
  if (others.length > 0) return String(resources.length);
  return first.name.startsWith('[') || first.name.includes('/') || /^[0-9a-f-]{36}$/.test(first.name)
    ? '1'
    : `\`${first.name}\``;
}

function sizes(snapshots: readonly Snapshot[]): readonly (readonly string[])[] {
  const storage = (snapshot: Snapshot) => ofType(snapshot, 'Microsoft.Storage/storageAccounts')[0];
  const workspace = (snapshot: Snapshot) => ofType(snapshot, 'Microsoft.OperationalInsights/workspaces')[0];
  const scale = (snapshot: Snapshot) => readApp(snapshot).functionAppConfig.scaleAndConcurrency;
  const of = (what: string, read: (snapshot: Snapshot) => unknown) => [
    what,
    ...snapshots.map((snapshot) => String(read(snapshot) ?? '')),
  ];
  return [
    of('memory of an instance (MB)', (snapshot) => scale(snapshot).instanceMemoryMB),
    of('instances of a function, at most', (snapshot) => scale(snapshot).maximumInstanceCount),
    of('always ready for HTTP', (snapshot) => scale(snapshot).alwaysReady[0]?.instanceCount ?? 0),
    of('copies of the storage', (snapshot) => storage(snapshot)?.['sku'] && skuName(storage(snapshot))),
    of('telemetry a day, at most (GB)', (snapshot) => {
      const found = workspace(snapshot);
      return found && property(found, 'workspaceCapping.dailyQuotaGb');
    }),
    of('telemetry is kept (days)', (snapshot) => {
      const found = workspace(snapshot);
      return found && property(found, 'retentionInDays');
    }),
  ];
}

function skuName(resource: Resource | undefined): string {
  const sku = resource?.['sku'];
  return typeof sku === 'object' && sku !== null && 'name' in sku ? String(sku.name) : '';
}

function settingRows(snapshots: readonly Snapshot[]): readonly (readonly string[])[] {
  const all = snapshots.map(settingsOf);
  const names = [...new Set(all.flatMap((settings) => Object.keys(settings)))].sort();
  return names.map((name) => [`\`${name}\``, ...all.map((settings) => cellOf(settings[name]))]);
}

/** A secret by its name in the vault; what only Azure knows is not guessed. */
function cellOf(value: string | undefined): string {
  if (value === undefined) return '';
  const secret = /SecretName=([\w-]+)\)$/.exec(value)?.[1];
  if (secret !== undefined) return `vault: \`${secret}\``;
  return value.startsWith('[') ? 'from Azure' : `\`${value}\``;
}
