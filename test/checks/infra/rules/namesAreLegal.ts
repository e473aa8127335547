import type { Rule } from './rule.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NETWORK = /^[a-zA-Z0-9][\w.-]{0,78}\w$/;
const DNS = /^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/;

/** The last part of a name by type, as Microsoft's "Naming rules and restrictions for Azure resources" has them. */
const LEGAL: Readonly<Record<string, RegExp>> = {
  'Microsoft.ManagedIdentity/userAssignedIdentities': /^[a-zA-Z0-9][\w-]{2,127}$/,
  'Microsoft.Storage/storageAccounts': /^[a-z0-9]{3,24}$/,
  'Microsoft.Storage/storageAccounts/blobServices': /^default$/,
  'Microsoft.Storage/storageAccounts/blobServices/containers': /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  'Microsoft.Storage/storageAccounts/queueServices': /^default$/,
  'Microsoft.Storage/storageAccounts/queueServices/queues': /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  'Microsoft.Storage/storageAccounts/tableServices': /^default$/,
  'Microsoft.Storage/storageAccounts/tableServices/tables': /^[a-zA-Z][a-zA-Z0-9]{2,62}$/,
  'Microsoft.KeyVault/vaults': /^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
  'Microsoft.OperationalInsights/workspaces': /^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$/,
  'Microsoft.OperationalInsights/workspaces/tables': /^[a-zA-Z][a-zA-Z0-9_]{2,62}$/,
  'Microsoft.Consumption/budgets': /^[\w-]{1,63}$/,
  'Microsoft.Insights/components': /^[^%&\\?/]{1,259}[^%&\\?/ .]$/,
  'Microsoft.Insights/actionGroups': /^[^:<>+/&%\\?|]{1,259}[^:<>+/&%\\?| .]$/,
  'Microsoft.Insights/scheduledQueryRules': /^[^*<>%{}&:\\?/#]{1,259}[^*<>%{}&:\\?/#. ]$/,
  'Microsoft.Insights/diagnosticSettings': /^[^*<>%&:\\?+/]{1,260}$/,
  'Microsoft.Insights/workbooks': UUID,
  'Microsoft.Authorization/roleAssignments': UUID,
  'Microsoft.Authorization/locks': /^[\w().-]{1,89}[\w()-]$/,
  'Microsoft.Network/virtualNetworks': /^[a-zA-Z0-9][\w.-]{0,62}\w$/,
  'Microsoft.Network/networkSecurityGroups': NETWORK,
  'Microsoft.Network/privateEndpoints': /^[a-zA-Z0-9][\w.-]{0,62}\w$/,
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups': NETWORK,
  'Microsoft.Network/privateDnsZones': DNS,
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': NETWORK,
  'Microsoft.Web/serverfarms': /^[a-zA-Z0-9-]{1,40}$/,
  // 60 would be legal; the host takes its id from the first 32.
  'Microsoft.Web/sites': /^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$/,
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies': /^(?:ftp|scm)$/,
  'Microsoft.Web/sites/config': /^authsettingsV2$/,
};

/** Azure would take every name. A name with the cloud's own suffix in it is only known once deployed, and not judged. */
export const namesAreLegal: Rule = ({ snapshot }) =>
  snapshot.predictedResources.flatMap(({ type, name }) => {
    const legal = LEGAL[type];
    if (!legal) return [`No rule says what a ${type} may be called.`];
    const own = name.split('/').at(-1) ?? '';
    return name.startsWith('[') || legal.test(own) ? [] : [`${type}: the name ${own} is not legal.`];
  });
