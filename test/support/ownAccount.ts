import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { connectionStringOf } from '../standins/storage/startAzurite.ts';

/** The connection string of a new, empty account of the run's Azurite, which stays up and lives by the machine's clock. */
export function ownAccount(): string {
  // Storage allows 24 letters and digits.
  return connectionStringOf(inject('azurite'), `t${randomUUID().replaceAll('-', '').slice(0, 23)}`);
}
