import { z } from 'zod';
import { ofType, type Snapshot } from '../../../../infra/docs/snapshot.ts';
import type { Checked, Rule } from './rule.ts';

const alertSchema = z.object({
  severity: z.number(),
  autoMitigate: z.boolean(),
  enabled: z.boolean(),
  muteActionsDuration: z.string().nullish(),
  scopes: z.array(z.string()),
  criteria: z.object({ allOf: z.array(z.looseObject({ query: z.string() })) }),
  actions: z.object({ actionGroups: z.array(z.string()) }),
});

/** Each entry of alerts.json is one rule with its file's text, which fires once, resolves itself unless it is to stay open, and tells somebody. */
export const alertsAreTheFiles: Rule = ({ snapshot, queries }) => {
  const rules = ofType(snapshot, 'Microsoft.Insights/scheduledQueryRules').map(({ name, properties }) => ({
    name,
    rule: alertSchema.parse(properties),
  }));
  const entries = queries.alerts.map(({ query }) => query);
  const texts = Object.keys(queries.alertTexts);
  return [
    ...texts
      .filter((file) => !entries.includes(file))
      .map((file) => `alerts.json has no entry for ${file}.kql.`),
    ...entries
      .filter((query) => !texts.includes(query))
      .map((query) => `There is no file alerts/${query}.kql.`),
    ...rules
      .filter(({ name }) => !entries.some((query) => name.endsWith(`-${query}`)))
      .map(({ name }) => `The rule ${name} is no entry of alerts.json.`),
    ...queries.alerts.flatMap((entry) => {
      const own = rules.filter(({ name }) => name.endsWith(`-${entry.query}`));
      if (own.length !== 1) return [`${entry.query} is ${own.length} rules, not one.`];
      return own.flatMap(({ name, rule }) =>
        judge(rule, entry, queries.alertTexts[entry.query], snapshot).map((what) => `${name}: ${what}`),
      );
    }),
    ...workbookQueries(snapshot)
      .filter((text) => !isAFile(text, queries))
      .map((text) => `The workbook asks what no file of infra/queries asks: ${text.slice(0, 60)}…`),
  ];
};

function judge(
  rule: z.infer<typeof alertSchema>,
  entry: Checked['queries']['alerts'][number],
  text: string | undefined,
  snapshot: Snapshot,
): readonly string[] {
  const groups = ofType(snapshot, 'Microsoft.Insights/actionGroups').map(({ id }) => id);
  const [query, ...others] = rule.criteria.allOf.map((criterion) => criterion.query);
  return [
    ...(query === text && others.length === 0 ? [] : ['it does not ask the text of its file.']),
    ...(rule.severity === entry.severity ? [] : ['its severity is not the one of alerts.json.']),
    ...judgeResolving(rule, entry),
    ...(rule.enabled ? [] : ['it is switched off.']),
    ...(rule.scopes.length === 1 && /Microsoft\.Insights\/components\/[\w-]+$/.test(rule.scopes[0] ?? '')
      ? []
      : ['it does not ask Application Insights.']),
    ...(rule.actions.actionGroups.some((group) => groups.includes(group)) ? [] : ['it tells nobody.']),
  ];
}

/** What is to stay open does, and is told of once a window; all else resolves itself, which Azure lets no rule that mutes do. */
function judgeResolving(
  { autoMitigate, muteActionsDuration: muted }: z.infer<typeof alertSchema>,
  { staysOpen, windowSize }: Checked['queries']['alerts'][number],
): readonly string[] {
  if (!staysOpen) return autoMitigate && !muted ? [] : ['it does not resolve itself.'];
  return [
    ...(autoMitigate ? ['it resolves itself, and is to stay open.'] : []),
    ...(muted === windowSize ? [] : ['it is told of with every look.']),
  ];
}

/** The texts in a workbook, whose content is JSON in a string. */
function workbookQueries(snapshot: Snapshot): readonly string[] {
  return ofType(snapshot, 'Microsoft.Insights/workbooks').flatMap(({ properties }) =>
    queriesIn(JSON.parse(String(properties['serializedData']))),
  );
}

function queriesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'query' && typeof inner === 'string' ? [inner] : queriesIn(inner),
  );
}

/** `{Name}` is where the workbook lets a person type, and the file has an example. */
function isAFile(text: string, { texts, alertTexts }: Checked['queries']): boolean {
  const parts = text.trim().split(/\{\w+\}/);
  const pattern = new RegExp(`^${parts.map(escapeForPattern).join('[\\w-]+')}$`);
  return [...Object.values(texts), ...Object.values(alertTexts)].some((file) => pattern.test(file.trim()));
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
