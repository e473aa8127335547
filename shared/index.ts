/** The door of the package: what a program imports from `hubspot-sync`. */
export { ConfigurationError, RetryLater, StopAndAlert } from './errors.ts';
export type { LogEntry } from './telemetry/log.ts';
export { ContactWriter, type ContactWriterOptions } from './writer/contactWriter.ts';
export type { SyncRecord, SyncResult } from './writer/syncResult.ts';
export type { SyncRun } from './writer/syncRun.ts';
export type { SyncWish } from './writer/syncWish.ts';
