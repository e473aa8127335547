import { ofType, property, type Resource, readApp } from '../../../../infra/docs/snapshot.ts';
import type { Rule } from './rule.ts';

/** [type, property, the only value it may have] */
const REQUIRED: readonly (readonly [string, string, unknown])[] = [
  ['Microsoft.Storage/storageAccounts', 'allowSharedKeyAccess', false],
  ['Microsoft.Storage/storageAccounts', 'allowBlobPublicAccess', false],
  ['Microsoft.Storage/storageAccounts', 'supportsHttpsTrafficOnly', true],
  ['Microsoft.Storage/storageAccounts', 'minimumTlsVersion', 'TLS1_2'],
  ['Microsoft.Storage/storageAccounts/blobServices/containers', 'publicAccess', 'None'],
  ['Microsoft.KeyVault/vaults', 'enableRbacAuthorization', true],
  ['Microsoft.KeyVault/vaults', 'enableSoftDelete', true],
  ['Microsoft.OperationalInsights/workspaces', 'features.disableLocalAuth', true],
  ['Microsoft.Insights/components', 'DisableLocalAuth', true],
  ['Microsoft.Web/sites', 'httpsOnly', true],
  ['Microsoft.Web/sites', 'siteConfig.minTlsVersion', '1.2'],
  ['Microsoft.Web/sites', 'siteConfig.scmMinTlsVersion', '1.2'],
  ['Microsoft.Web/sites', 'siteConfig.ftpsState', 'Disabled'],
  ['Microsoft.Web/sites/basicPublishingCredentialsPolicies', 'allow', false],
];

/** Nothing is entered with a key, without TLS 1.2, or by the public; and the app has an identity to enter with. */
export const noKeys: Rule = ({ snapshot }) => {
  const findings = REQUIRED.flatMap(([type, path, wanted]) => {
    const resources = ofType(snapshot, type);
    if (resources.length === 0) return [`There is no ${type}.`];
    return resources.flatMap((resource) => told(resource, path, wanted));
  });
  const identities = ofType(snapshot, 'Microsoft.ManagedIdentity/userAssignedIdentities').map(({ id }) => id);
  const resolver = readApp(snapshot).keyVaultReferenceIdentity ?? '';
  return identities.includes(resolver)
    ? findings
    : [...findings, 'keyVaultReferenceIdentity is not the identity of the app: no secret would be resolved.'];
};

function told(resource: Resource, path: string, wanted: unknown): readonly string[] {
  const value = property(resource, path);
  if (value === wanted) return [];
  return [
    `${resource.type} ${resource.name}: ${path} is ${JSON.stringify(value)}, not ${JSON.stringify(wanted)}.`,
  ];
}
