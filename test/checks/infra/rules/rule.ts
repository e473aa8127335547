import type { Snapshot } from '../../../../infra/docs/snapshot.ts';
import type { Registration } from '../../../standins/functions/protocol.ts';
import type { AppUse } from '../appUse.ts';
import type { QueryFiles } from '../queryFiles.ts';

/** An environment beside what the repository says of it. */
export interface Checked {
  readonly environment: string;
  readonly snapshot: Snapshot;
  readonly app: AppUse;
  readonly functions: readonly Registration[];
  readonly queries: QueryFiles;
  /** The constants of infra/modules/roles.bicep. */
  readonly roles: Readonly<Record<string, string>>;
}

/** What must hold for every environment; one sentence for each place where it does not. */
export type Rule = (checked: Checked) => readonly string[];
