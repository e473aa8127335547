import { ConfigurationError } from '../errors.ts';
import { WRITE_OPERATIONS } from '../outcomes/writeOperation.ts';
import type { SyncWish } from './syncWish.ts';

/**
 * What a program without types may get wrong.
 *
 * @throws ConfigurationError, one sentence a fault.
 */
export function checkWish(wish: SyncWish): void {
  const { query, where, limit, operation } = wish;
  const faults: string[] = [];
  if ((query === undefined) === (where === undefined))
    faults.push('syncFromSql takes either query or where: give one of the two.');
  if (!WRITE_OPERATIONS.includes(operation))
    faults.push('syncFromSql takes operation: insert, update or upsert.');
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    faults.push('syncFromSql takes limit as a whole number above 0: leave it out for all.');
  if (faults.length > 0) throw new ConfigurationError(faults);
}
