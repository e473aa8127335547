/** The app settings: names are looked up in any case, as .NET configuration does. */
export type Settings = Readonly<Record<string, string>>;

export function findSetting(settings: Settings, name: string): string | undefined {
  const exact = settings[name];
  if (exact !== undefined) return exact;
  const key = Object.keys(settings).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : settings[key];
}

/**
 * Replaces every `%NAME%` by that app setting. The host does this for queue names, schedules and routes; the worker
 * passes them on untouched.
 *
 * @throws when a setting is missing or empty; the host then does not run that function.
 */
export function resolveNames(text: string, settings: Settings): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = findSetting(settings, name);
    if (value === undefined || value === '') throw new Error(`'%${name}%' does not resolve to a value.`);
    return value;
  });
}
