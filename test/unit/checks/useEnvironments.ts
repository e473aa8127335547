import { beforeAll } from 'vitest';
import { ENVIRONMENTS } from '../../checks/infra/environments.ts';
import { readEnvironment } from '../../checks/infra/readEnvironment.ts';
import type { Checked } from '../../checks/infra/rules/rule.ts';

/** Reads these environments once for all tests of the file, and hands out one, or a copy of it to break. */
export function useEnvironments(...names: readonly string[]): {
  get(name: string): Checked;
  copy(name: string): Checked;
} {
  const read = new Map<string, Checked>();
  beforeAll(async () => {
    for (const environment of ENVIRONMENTS.filter(({ name }) => names.includes(name)))
      read.set(environment.name, await readEnvironment(environment));
  });
  const get = (name: string) => {
    const checked = read.get(name);
    if (!checked) throw new Error(`There is no environment "${name}".`);
    return checked;
  };
  return { get, copy: (name) => structuredClone(get(name)) };
}
