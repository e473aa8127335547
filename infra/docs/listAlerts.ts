import type { Language } from '../../shared/outcomes/language.ts';
import { type AlertRule, MINUTES } from './alertRules.ts';
import { ofType, type Resource, type Snapshot } from './snapshot.ts';

/** Whatever of a deployment may mail the operators. */
export interface Alert {
  /** Of the section in the runbook; of a rule that of its query. */
  readonly name: string;
  /** Undefined: Azure gives it none. */
  readonly severity: number | undefined;
  /** As the mail is called. */
  readonly title: string;
  /** What the mail says. */
  readonly says: Readonly<Record<Language, string>>;
  /** Undefined: it asks no query. */
  readonly rule?: {
    readonly queryFile: string;
    readonly everyMinutes: number;
    readonly windowMinutes: number;
    readonly dimensions: readonly string[];
    readonly staysOpen: boolean;
  };
}

const BUDGET: Alert = {
  name: 'budget',
  severity: undefined,
  title: 'Azure budget',
  says: {
    en: '80 % of the amount in `budget` of the parameters are spent, or the month will come to more than all of it.',
    es: 'Se gastó el 80 % del monto de `budget` en los parámetros, o el mes va a costar más que todo ese monto.',
  },
};

/**
 * Every alert of a deployment: what mentions a group of those who are told, in the order of alerts.json.
 *
 * @throws Error naming a resource that tells somebody and that nothing here knows.
 */
export function listAlerts(snapshot: Snapshot, rules: readonly AlertRule[]): readonly Alert[] {
  const groups = ofType(snapshot, 'Microsoft.Insights/actionGroups').map(({ id }) => id);
  const tellers = snapshot.predictedResources.filter(({ properties }) =>
    groups.some((group) => JSON.stringify(properties).includes(group)),
  );
  const known = [...rules.map(ofRule), BUDGET];
  const stranger = tellers.find((teller) => !known.some((alert) => isOf(teller, alert)));
  if (stranger)
    throw new Error(`infra/docs/listAlerts.ts does not know the alert ${stranger.name} (${stranger.type}).`);
  // A rule that the snapshot lacks is on its way: its section is asked for at once.
  return known.filter((alert) => alert.rule || tellers.some((teller) => isOf(teller, alert)));
}

function isOf({ type, name }: Resource, alert: Alert): boolean {
  return alert.rule
    ? type === 'Microsoft.Insights/scheduledQueryRules' && name.endsWith(`-${alert.name}`)
    : type === 'Microsoft.Consumption/budgets';
}

function ofRule(rule: AlertRule): Alert {
  const { query, severity, displayName, description, dimensions, staysOpen } = rule;
  return {
    name: query,
    severity,
    title: displayName,
    says: description,
    rule: {
      queryFile: `infra/queries/alerts/${query}.kql`,
      everyMinutes: minutesOf(rule.evaluationFrequency),
      windowMinutes: minutesOf(rule.windowSize),
      dimensions,
      staysOpen,
    },
  };
}

function minutesOf(span: string): number {
  const minutes = MINUTES[span];
  if (minutes === undefined) throw new Error(`${span} is no span of time that a rule takes.`);
  return minutes;
}
