import { ofType, type Resource } from '../../../infra/docs/snapshot.ts';
import type { Checked } from '../../checks/infra/rules/rule.ts';

export const STORAGE = 'Microsoft.Storage/storageAccounts';
export const VAULT = 'Microsoft.KeyVault/vaults';
export const SITE = 'Microsoft.Web/sites';

/** What somebody did, how, and the sentence that names it. */
export type Breaking = readonly [string, (checked: Checked) => void, RegExp];

/** The first resource of a type whose id holds `part`. */
export function first(checked: Checked, type: string, part = ''): Resource {
  const resource = ofType(checked.snapshot, type).find(({ id }) => id.includes(part));
  if (!resource) throw new Error(`${checked.environment} has no ${type} ${part}.`);
  return resource;
}

/** Sets a property of a resource, at a path such as `siteConfig.minTlsVersion`. */
export function set(type: string, path: string, value: unknown) {
  return (checked: Checked) => {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    let holder: Record<string, unknown> = first(checked, type).properties;
    for (const step of steps) holder = holder[step] as Record<string, unknown>;
    holder[last] = value;
  };
}

/** Gives a setting of the app another value, or takes it away. */
export function setSetting(name: string, value: string | undefined) {
  return (checked: Checked) => {
    const config = first(checked, 'Microsoft.Web/sites').properties['siteConfig'] as {
      appSettings: { name: string; value: string }[];
    };
    config.appSettings = config.appSettings.filter((setting) => setting.name !== name);
    if (value !== undefined) config.appSettings.push({ name, value });
  };
}

/** Gives the first resource of a type another name. */
export function rename(type: string, name: string) {
  return (checked: Checked) => {
    first(checked, type).name = name;
  };
}

/** Takes a resource out of the environment. */
export function remove(type: string, part = '') {
  return (checked: Checked) => {
    const { id } = first(checked, type, part);
    const kept = checked.snapshot.predictedResources.filter((resource) => resource.id !== id);
    checked.snapshot.predictedResources.splice(0, Number.POSITIVE_INFINITY, ...kept);
  };
}

/** Adds a changed copy of a resource. */
export function double(type: string, changed: Partial<Resource>) {
  return (checked: Checked) => {
    checked.snapshot.predictedResources.push({ ...structuredClone(first(checked, type)), ...changed });
  };
}

/** Changes the rule of a query. */
export function setAlert(change: (alert: Record<string, unknown>) => void, query = 'no-run') {
  return (checked: Checked) =>
    change(first(checked, 'Microsoft.Insights/scheduledQueryRules', `-${query}`).properties);
}

/** Changes what the repository says of the app, of its queries or of the roles. */
export function change<Part extends 'app' | 'queries' | 'roles'>(
  part: Part,
  changed: (value: Checked[Part]) => Partial<Checked[Part]>,
) {
  return (checked: Checked) => {
    Object.assign(checked[part], changed(checked[part]));
  };
}

/** Adds an output. */
export function giveOut(name: string, value: string) {
  return (checked: Checked) => {
    checked.snapshot.outputs[name] = value;
  };
}
