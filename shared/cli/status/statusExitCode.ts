import type { Status } from '../../sync/health/readStatus.ts';
import { exitCodeOfTroubles } from '../describeFailure.ts';

/** How `status` ends. */
export function statusExitCode({ configuration, sqlServer, hubspot, storage }: Status): number {
  const ill = [...sqlServer, hubspot, storage].filter(({ level }) => level === 'error');
  return exitCodeOfTroubles([...configuration, ...ill].map(({ code }) => code));
}
