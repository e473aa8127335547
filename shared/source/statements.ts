/**
 * The catalogue of every T-SQL statement the app can send; the reader takes its statements from here and nowhere
 * else. All of them read. `npm run check:sql` puts each through Microsoft's own parser and model.
 */
import { changeTrackingBounds, trackedChanges } from './statements/changeTracking.ts';
import {
  describeChangeTracking,
  describeColumns,
  describeDatabase,
  describeIndexes,
  describePermissions,
  describeRecoveryFork,
} from './statements/describe.ts';
import { describeQuery } from './statements/describeQuery.ts';
import {
  countKeylessRows,
  firstKeys,
  firstRowsInKeyOrder,
  nextKeys,
  rowsByKeys,
  rowsInKeyOrder,
  unlikeKeys,
} from './statements/rows.ts';
import { keysByRowversion, rowversionBounds } from './statements/rowversion.ts';
import type { Statement } from './statements/statement.ts';
import {
  countFutureStamps,
  countKeylessChanges,
  countUnstampedRows,
  keysAfterStamp,
  keysFromStamp,
  keysOfStamp,
  serverTimeBounds,
  utcBounds,
} from './statements/timestamp.ts';

export const STATEMENTS = {
  describeDatabase,
  describeRecoveryFork,
  describeColumns,
  describeIndexes,
  describeChangeTracking,
  describePermissions,
  describeQuery,
  rowsByKeys,
  unlikeKeys,
  rowsInKeyOrder,
  firstRowsInKeyOrder,
  firstKeys,
  nextKeys,
  countKeylessRows,
  utcBounds,
  serverTimeBounds,
  keysFromStamp,
  keysOfStamp,
  keysAfterStamp,
  countKeylessChanges,
  countFutureStamps,
  countUnstampedRows,
  rowversionBounds,
  keysByRowversion,
  changeTrackingBounds,
  trackedChanges,
} as const satisfies Record<string, Statement>;

export type StatementName = keyof typeof STATEMENTS;
