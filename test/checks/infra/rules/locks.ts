import { ofType, property } from '../../../../infra/docs/snapshot.ts';
import type { Rule } from './rule.ts';

/** What is lost for good, or what others know the app by. */
const LOCKED = [
  'Microsoft.Storage/storageAccounts',
  'Microsoft.KeyVault/vaults',
  'Microsoft.OperationalInsights/workspaces',
  'Microsoft.ManagedIdentity/userAssignedIdentities',
];

/** In production what cannot be had back is locked against deletion; elsewhere nothing is, so that it can be thrown away. */
export const locks: Rule = ({ environment, snapshot }) => {
  const all = ofType(snapshot, 'Microsoft.Authorization/locks');
  if (environment !== 'prod') return all.map(({ id }) => `${environment} must have no lock: ${id}.`);
  const purgeable = ofType(snapshot, 'Microsoft.KeyVault/vaults').filter(
    (vault) => property(vault, 'enablePurgeProtection') !== true,
  );
  return [
    ...LOCKED.flatMap((type) => ofType(snapshot, type))
      .filter(
        ({ id }) => !all.some((lock) => lock.id.startsWith(`${id}/providers/Microsoft.Authorization/locks/`)),
      )
      .map(({ type, name }) => `${type} ${name} has no lock.`),
    ...all
      .filter((lock) => property(lock, 'level') !== 'CanNotDelete')
      .map(({ id }) => `${id} hinders more than deletion: the sync could not write any more.`),
    ...purgeable.map(({ name }) => `The vault ${name} can be purged.`),
  ];
};
