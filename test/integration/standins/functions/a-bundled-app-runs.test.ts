import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build, type Format } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { appDir, startApp } from './support/startApp.ts';

const REQUIRE_BANNER =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Bundles the HTTP app, library included, as a deployment would; only the made-up core module stays outside. */
async function bundle(format: Format): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bundled-app-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await build({
    entryPoints: [join(appDir('http'), 'main.mjs')],
    outfile: join(folder, 'main.js'),
    bundle: true,
    platform: 'node',
    format,
    external: ['@azure/functions-core'],
    ...(format === 'esm' && { banner: { js: REQUIRE_BANNER } }),
    logLevel: 'error',
  });
  const type = format === 'esm' ? 'module' : 'commonjs';
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type, main: 'main.js' }));
  await writeFile(join(folder, 'host.json'), '{"version":"2.0","extensions":{"http":{"routePrefix":"v1"}}}');
  return folder;
}

test.each<Format>(['esm', 'cjs'])(
  'a %s bundle outside the repository is found, loaded and run',
  async (format) => {
    await using app = await startApp('http', {}, { appDir: await bundle(format) });

    expect(app.host.startupError()).toBeUndefined();
    expect((await fetch(`${app.host.baseUrl}/v1/nothing`)).status).toBe(204);
  },
);

test('the command line runs an app from any folder and stops on SIGTERM', async () => {
  const folder = await bundle('esm');
  const settings = join(folder, 'local.settings.json');
  await writeFile(settings, '{"IsEncrypted":false,"Values":{"AzureWebJobs.throws.Disabled":"true"}}');
  const main = fileURLToPath(new URL('../../../standins/functions/main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [main, '--app', '.', '--port', '0', '--settings', 'local.settings.json'],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.startsWith('Master key')) break;
  }
  child.stdout.resume();
  const url = lines.join('\n').match(/nothing: GET (\S+)/)?.[1] ?? 'no url was printed';

  expect((await fetch(url)).status).toBe(204);
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}throws: .*\(disabled\)$/));
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});
