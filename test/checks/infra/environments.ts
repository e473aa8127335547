import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A parameter file, and what Azure would get by it as the compiler says: committed, so that a change of it is seen. */
export interface EnvironmentFiles {
  readonly name: string;
  readonly parameters: string;
  readonly snapshot: string;
}

const ofEnvironment = (name: string): EnvironmentFiles => ({
  name,
  parameters: `infra/parameters/${name}.bicepparam`,
  snapshot: `infra/parameters/${name}.snapshot.json`,
});

/** What is deployed, and one that never is: every option of the template at once, with the longest names. */
export const ENVIRONMENTS: readonly EnvironmentFiles[] = [
  ...['dev', 'staging', 'prod'].map(ofEnvironment),
  {
    name: 'everything',
    parameters: 'test/checks/infra/everything.bicepparam',
    snapshot: 'test/checks/infra/everything.snapshot.json',
  },
];
