import { ofType, property, readApp } from '../../../../infra/docs/snapshot.ts';
import type { Rule } from './rule.ts';

/** Where there are private endpoints there is no other door, each has its name in DNS, and the app is in a network. */
export const networkIsClosed: Rule = ({ snapshot }) => {
  const endpoints = ofType(snapshot, 'Microsoft.Network/privateEndpoints');
  const targets = endpoints.map((endpoint) =>
    JSON.stringify(property(endpoint, 'privateLinkServiceConnections')),
  );
  const records = ofType(snapshot, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups');
  const guarded = [
    ...ofType(snapshot, 'Microsoft.Storage/storageAccounts'),
    ...ofType(snapshot, 'Microsoft.KeyVault/vaults'),
  ].filter(({ name }) => endpoints.some((endpoint) => endpoint.name.startsWith(`pe-${name}`)));
  return [
    ...guarded
      .filter((resource) => property(resource, 'networkAcls.defaultAction') !== 'Deny')
      .map(({ name }) => `${name} has private endpoints and lets in the internet.`),
    ...endpoints
      .filter(({ name }) => !records.some((record) => record.name.startsWith(`${name}/`)))
      .map(({ name }) => `${name} has no name in private DNS.`),
    ...['blob', 'queue', 'table'].flatMap((part) => {
      const isReached = targets.some((target) => target.includes(`["${part}"]`));
      const isStorageGuarded = guarded.some(({ type }) => type.endsWith('storageAccounts'));
      return isStorageGuarded && !isReached ? [`The storage has no private endpoint for ${part}.`] : [];
    }),
    ...(guarded.length > 0 && !readApp(snapshot).virtualNetworkSubnetId
      ? ['The app is in no network, and reaches no private endpoint.']
      : []),
    ...ofType(snapshot, 'Microsoft.Network/virtualNetworks').flatMap((network) =>
      JSON.stringify(network.properties).includes('"Microsoft.App/environments"')
        ? []
        : [`${network.name} has no subnet for the app.`],
    ),
  ];
};
