import { MINUTES, readAlertRules } from '../../../infra/docs/alertRules.ts';
import { contractEvent } from '../../checks/kql/contractEvent.ts';
import { readQueries } from '../../checks/kql/readQueries.ts';
import { runQuery } from '../../checks/kql/run/runQuery.ts';
import { type Row, toNumber } from '../../checks/kql/run/values.ts';

const NOW = Date.UTC(2026, 10, 23, 15, 0);
export const HOUR = 60;
export const DAY = 24 * HOUR;
const ago = (minutes: number) => NOW - minutes * 60_000;
const rules = readAlertRules();
const { alerts } = readQueries();

/** What the rule makes of these events, as Azure would ask: over its window, rows counted or the measure compared. */
export function ask(name: string, events: readonly Row[]) {
  const rule = rules.find(({ query }) => query === name);
  const text = alerts.find((alert) => alert.name === name)?.text;
  if (!rule || text === undefined) throw new Error(`There is no alert ${name}.`);
  const start = ago(MINUTES[rule.windowSize] ?? 0);
  const customEvents = events.filter(({ timestamp }) => Number(timestamp) > start);
  const rows = runQuery(text, { customEvents }, NOW);
  const column = rule.measureColumn;
  const measured =
    column === null ? rows.length : Math.max(...rows.map((row) => toNumber(row[column] ?? null) ?? 0));
  return { fires: measured > rule.threshold, rows, measured };
}

export const detect = (minutes: number, detected = 0, fullPassReason = '') =>
  contractEvent('SyncRun', ago(minutes), { mode: 'detect', stoppedBy: 'end', detected, fullPassReason });
export const failedRun = (minutes: number) =>
  contractEvent('SyncRun', ago(minutes), { mode: 'detect', stoppedBy: 'failed' });
export const reconcile = (minutes: number, compared: number, stoppedBy = 'end') =>
  contractEvent('SyncRun', ago(minutes), { mode: 'reconcile', stoppedBy, compared });
export const health = (minutes: number, fields: Parameters<typeof contractEvent<'Health'>>[2] = {}) =>
  contractEvent('Health', ago(minutes), { circuit: 'closed', ...fields });
export const batch = (minutes: number, records: number, conflict = 0) =>
  contractEvent('Batch', ago(minutes), { operation: 'UPSERT', records, conflict });
export const record = (outcome: string, outcomeClass: string, weight = 1) =>
  contractEvent('RecordOutcome', ago(10), { outcome, outcomeClass, weight });
export const gone = (code: string) =>
  contractEvent('RecordOutcome', ago(10), { outcome: 'deleted', outcomeClass: 'none', weight: 1, code });
export const finding = (minutes: number, check: string, level: string) =>
  contractEvent('PreflightFinding', ago(minutes), { check, level });
export const account = (minutes: number, runId: string, imbalance: number) =>
  contractEvent('RunAccount', ago(minutes), { runId, detected: 100, imbalance });
export const outage = (minutes: number, state: string, code = 'HUBSPOT_REFUSED') =>
  contractEvent('Outage', ago(minutes), { state, code });

export const poison = (minutes: number, fields: Parameters<typeof contractEvent<'Poison'>>[2]) =>
  contractEvent('Poison', ago(minutes), fields);
export const summary = (minutes: number, week: string) =>
  contractEvent('WeeklySummary', ago(minutes), { week, records: 41_800, inHubSpotPercent: 98.83, failed: 5 });
export const quotaLow = (minutes: number, dayUsedPercent: number) =>
  contractEvent('QuotaLow', ago(minutes), { dayUsedPercent });
