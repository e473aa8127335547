import { ofType, property } from '../../../../infra/docs/snapshot.ts';
import type { Rule } from './rule.ts';

/** The tables of a workspace-based Application Insights: they keep 90 days unless each is told otherwise. */
const TELEMETRY_TABLES = [
  'AppAvailabilityResults',
  'AppBrowserTimings',
  'AppDependencies',
  'AppEvents',
  'AppExceptions',
  'AppMetrics',
  'AppPageViews',
  'AppPerformanceCounters',
  'AppRequests',
  'AppSystemEvents',
  'AppTraces',
];

/** Telemetry and logs are kept as long as `retentionDays` says, and a day of them has an end in every environment. */
export const retentionIsSet: Rule = ({ snapshot }) =>
  ofType(snapshot, 'Microsoft.OperationalInsights/workspaces').flatMap((workspace) => {
    const days = property(workspace, 'retentionInDays');
    const tables = ofType(snapshot, 'Microsoft.OperationalInsights/workspaces/tables');
    return [
      ...TELEMETRY_TABLES.flatMap((name) => {
        const table = tables.find((one) => one.name === `${workspace.name}/${name}`);
        const kept = table && property(table, 'retentionInDays');
        return kept === days ? [] : [`${name} is kept ${kept ?? 90} days, and all else ${days}.`];
      }),
      ...(Number(property(workspace, 'workspaceCapping.dailyQuotaGb')) > 0
        ? []
        : [`${workspace.name} has no daily cap.`]),
    ];
  });
