import type { LogEntry } from '../../telemetry/log.ts';

export type Log = (entry: LogEntry) => void;
