import { glob, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { App } from './coreModule.ts';
import { runHooks } from './hooks.ts';

const packageSchema = z.object({ main: z.string().optional(), type: z.string().optional() });

/**
 * Loads the app as the real worker does while it starts: every file that `main` of package.json names (it may be a
 * glob), `import` for ES modules and `require` for the others, then the `appStart` hooks, then the door closes for
 * registrations.
 *
 * @throws what an entry file or a hook throws; on Node 20 and later the host then offers no function at all.
 */
export async function loadApp(appDir: string, app: App): Promise<void> {
  const { main, type } = packageSchema.parse(
    JSON.parse(await readFile(join(appDir, 'package.json'), 'utf8')),
  );
  if (main === undefined) throw new Error('package.json of the app has no "main"');
  const files: string[] = [];
  for await (const file of glob(main, { cwd: appDir })) files.push(file);
  if (files.length === 0) throw new Error(`Found zero files matching the supplied pattern "${main}"`);
  for (const file of files.sort()) await loadFile(resolve(appDir, file), file, type === 'module');
  await runHooks(app.hooks.appStart, { hookData: {}, appHookData: {} });
  await app.model?.getCapabilities({});
  app.sealed = true;
}

async function loadFile(path: string, name: string, packageIsModule: boolean): Promise<void> {
  const isModule = path.endsWith('.mjs') || (packageIsModule && !path.endsWith('.cjs'));
  try {
    if (isModule) await import(pathToFileURL(path).href);
    else createRequire(path)(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Worker was unable to load entry point "${name}": ${reason}`, { cause: error });
  }
}
