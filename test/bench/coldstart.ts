import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { z } from 'zod';
import { startIdentityEndpoint } from '../support/startIdentityEndpoint.ts';
import type { Figure } from './figure.ts';
import { buildApp, percentile } from './hubspotWorld.ts';
import { benchLoadCosts } from './loadCosts.ts';
import { startEmptyStorage } from './startEmptyStorage.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const spentSchema = z.object({
  /** 503: healthy it is not, but that it can tell. */
  status: z.union([z.literal(200), z.literal(503)]),
  ms: z.number(),
  cpuMicros: z.number(),
  rss: z.number(),
  loadedBytes: z.number(),
});
type Spent = z.infer<typeof spentSchema>;

const STARTS_ALONE = 5;

/** An app that does nothing but answer. */
const MINIMAL_APP = `import { app } from '@azure/functions';
app.http('health', { methods: ['GET'], route: 'health', handler: async () => ({ status: 200, jsonBody: {} }) });`;

/**
 * What a cold start costs above that of an app that only has `@azure/functions`: a process of its own imports the app and answers
 * its first `GET /api/health`, with the code of managed identities loaded; medians over `starts` of each, in turn.
 */
export async function benchColdstart(
  starts: number,
  tell: (line: string) => void,
): Promise<readonly Figure[]> {
  await buildApp();
  const folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-coldstart-'));
  const [storage, identity] = await Promise.all([startEmptyStorage(), startIdentityEndpoint('invented')]);
  try {
    writeFileSync(`${folder}/storage.pem`, storage.cert);
    await bundle(folder);
    const env = {
      PATH: process.env['PATH'],
      NODE_EXTRA_CA_CERTS: `${folder}/storage.pem`,
      SQL_CONNECTION_STRING: 'Server=127.0.0.1;Database=none;User Id=none;Password=none',
      HUBSPOT_ACCESS_TOKEN: 'none',
      AzureWebJobsStorage__queueServiceUri: storage.uri,
      AzureWebJobsStorage__tableServiceUri: storage.uri,
      ...identity.settings,
    };
    const start = async (app: string, ...mode: readonly string[]) => {
      const { stdout } = await run(process.execPath, [`${folder}/process.mjs`, app, ...mode], {
        cwd: `${ROOT}dist`,
        env,
      });
      return spentSchema.parse(JSON.parse(stdout));
    };
    const [ours, minimal] = [`${ROOT}dist/main.js`, `${folder}/minimal.mjs`];
    const spent: { ours: Spent; minimal: Spent }[] = [];
    for (let at = 1; at <= starts; at++) {
      tell(`start ${at} of ${starts} …`);
      spent.push({ minimal: await start(minimal), ours: await start(ours) });
    }
    if (identity.queries().length === 0) throw new Error('No token was asked for: no identity was loaded.');
    const { loadedBytes } = await start(ours, 'count');
    tell('each dependency by itself …');
    const alone = await benchLoadCosts(folder, Math.min(starts, STARTS_ALONE));
    return [...figuresOf(spent), ...(await sizes(loadedBytes)), ...alone];
  } finally {
    storage.close();
    identity.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundle(folder: string): Promise<void> {
  const shared = { bundle: true, format: 'esm', platform: 'node', target: 'node24' } as const;
  const require = `import { createRequire as r } from 'node:module'; const require = r(import.meta.url);`;
  await build({
    ...shared,
    entryPoints: [fileURLToPath(new URL('./coldProcess.ts', import.meta.url))],
    outfile: `${folder}/process.mjs`,
  });
  await build({
    ...shared,
    stdin: { contents: MINIMAL_APP, resolveDir: ROOT },
    outfile: `${folder}/minimal.mjs`,
    external: ['@azure/functions-core'],
    banner: { js: require },
    minify: true,
  });
}

function figuresOf(spent: readonly { ours: Spent; minimal: Spent }[]): readonly Figure[] {
  const measures = {
    ms: { of: ({ ms }: Spent) => ms, unit: 'ms' },
    cpuMs: { of: ({ cpuMicros }: Spent) => cpuMicros / 1000, unit: 'ms' },
    rssMb: { of: ({ rss }: Spent) => rss / 1e6, unit: 'MB' },
  };
  return Object.entries(measures).flatMap(([name, { of, unit }]) => {
    const median = (who: 'ours' | 'minimal') =>
      percentile(
        spent.map((pair) => of(pair[who])),
        0.5,
      );
    const [ours, minimal] = [median('ours'), median('minimal')];
    return [
      { name: `coldstart.${name}`, value: Math.round(ours - minimal), unit },
      { name: `coldstart.floor.${name}`, value: Math.round(minimal), unit },
    ];
  });
}

/** JavaScript that the first answer needed, and all there is in `dist/` for the worker. */
async function sizes(loadedBytes: number): Promise<readonly Figure[]> {
  let bundled = 0;
  for await (const file of glob('{main.js,chunks/*.js}', { cwd: `${ROOT}dist` }))
    bundled += statSync(`${ROOT}dist/${file}`).size;
  return [
    { name: 'coldstart.eagerKb', value: Math.round(loadedBytes / 1000), unit: 'kB' },
    { name: 'coldstart.bundleKb', value: Math.round(bundled / 1000), unit: 'kB' },
  ];
}
