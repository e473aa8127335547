import { type LocalApp, type LocalAppOptions, openLocalApp } from '../compose/openLocalApp.ts';
import type { Context } from './context.ts';

/** Opens the app with its store, says which one it is, and closes it behind the work. */
export async function withStore<T>(
  command: string,
  { env, stateDir, output }: Context,
  work: (local: LocalApp) => Promise<T>,
  options: Pick<LocalAppOptions, 'onOutcomes' | 'onPut'> = {},
): Promise<T> {
  const local = await openLocalApp({ env, stateDir, log: output.log, ...options });
  try {
    output.start({ command, store: local.store });
    return await work(local);
  } finally {
    await local.close();
  }
}
