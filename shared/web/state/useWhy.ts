import { say } from '../speech/say.ts';
import { useCommon } from './common.ts';
import { CONNECTION } from './connection.ts';
import { SESSION } from './session.ts';
import { useStore } from './store.ts';

/** What an action needs beside the service and a key that may act. */
export type Need = 'sqlServer';

/** Why an action cannot work now, in a sentence; undefined: it can. */
export function useWhy(...needs: readonly Need[]): string | undefined {
  const session = useStore(SESSION);
  const { away } = useStore(CONNECTION);
  const { health } = useCommon();
  if (typeof session === 'object' && session.readOnly) return say('why.readonly');
  if (away) return say('why.offline');
  if (needs.includes('sqlServer') && health.body?.ends.sqlServer.level === 'error') return say('why.sql');
  return undefined;
}
