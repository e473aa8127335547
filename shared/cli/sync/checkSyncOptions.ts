import { WRITE_OPERATIONS, type WriteOperation } from '../../outcomes/writeOperation.ts';
import { UsageError } from '../usageError.ts';
import type { SyncOptions } from './syncOptions.ts';

/** Options that exclude each other. */
const EXCLUSIVE: readonly (readonly (keyof SyncOptions)[])[] = [
  ['query', 'where', 'full', 'reconcile', 'watch'],
  ['reconcile', 'limit'],
  ['reconcile', 'dryRun'],
  ['watch', 'limit'],
  ['watch', 'dryRun'],
];
/** Options that are nothing without another one. */
const NEEDED: readonly (readonly [keyof SyncOptions, keyof SyncOptions])[] = [
  ['diff', 'dryRun'],
  ['exitCode', 'dryRun'],
];

/**
 * What goes together, and the operation. The watermark belongs to SYNC_OPERATION: what another operation leaves alone would be behind it.
 *
 * @throws UsageError
 */
export function checkSyncOptions(options: SyncOptions, own: WriteOperation): WriteOperation {
  for (const names of EXCLUSIVE) {
    const [first, second] = names.filter((name) => options[name] !== undefined);
    if (first && second) throw new UsageError(`${dashed(first)} and ${dashed(second)} exclude each other.`);
  }
  for (const [name, needed] of NEEDED) {
    if (options[name] !== undefined && options[needed] === undefined)
      throw new UsageError(`${dashed(name)} goes with ${dashed(needed)}.`);
  }
  const operation = options.operation ?? own;
  const known = WRITE_OPERATIONS.find((one) => one === operation);
  if (!known) throw new UsageError('--operation is insert, update or upsert.');
  const isChosen = options.query !== undefined || options.where !== undefined;
  if (known !== own && !isChosen && options.dryRun === undefined)
    throw new UsageError(
      `--operation ${known} goes with --query or --where: what changed since the last run is brought by SYNC_OPERATION, which is ${own}.`,
    );
  return known;
}

function dashed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
