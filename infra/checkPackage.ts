/**
 * `npm run check:package`: the package as npm would publish it. Its files, entries and types by publint and Are the Types Wrong?, a bill of
 * materials of what the build really took in, and the licences of that.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { z } from 'zod';
import { findLicenceFaults, packagesIn } from './package/bundledPackages.ts';
import { findFileFaults } from './package/findFileFaults.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const METAFILE = '.build/metafile.json';
const BILL = '.build/bom.json';
const run = (command: string, ...args: readonly string[]) =>
  execFileSync('npx', ['--no-install', command, ...args], { cwd: root, encoding: 'utf8' });

const faults: string[] = [];

const packed = z.array(z.object({ size: z.number(), files: z.array(z.object({ path: z.string() })) })).parse(
  JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
    }),
  ),
)[0];
const files = packed?.files.map(({ path }) => path) ?? [];
faults.push(...findFileFaults(files));

const manifest: Record<string, unknown> = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const { messages } = await publint({ pkgDir: root, pack: 'npm', strict: true });
faults.push(...messages.map((message) => `publint: ${formatMessage(message, manifest) ?? message.code}`));

try {
  run('attw', '--pack', '.', '--profile', 'esm-only', '--no-emoji', '--no-color');
} catch (error) {
  const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  faults.push(`Are the Types Wrong? says:\n${said}`);
}

const metafile: Metafile = JSON.parse(readFileSync(`${root}${METAFILE}`, 'utf8'));
const packages = packagesIn(metafile, root);
faults.push(...findLicenceFaults(packages));
run('cyclonedx-esbuild', '--output-reproducible', '--gather-license-texts', '-o', BILL, METAFILE);
const bill = z
  .object({ components: z.array(z.object({ name: z.string() })) })
  .parse(JSON.parse(readFileSync(`${root}${BILL}`, 'utf8')));
const listed = new Set(bill.components.map(({ name }) => name));
faults.push(
  ...packages
    .filter(({ name }) => !listed.has(name.replace(/^@[^/]+\//, '')))
    .map(({ name }) => `${BILL} lacks ${name}, which the build took in.`),
);

for (const fault of faults) console.error(fault);
if (faults.length === 0)
  console.log(
    `The package has ${files.length} files (${Math.round((packed?.size ?? 0) / 1024)} kB); the build took in ${packages.length} packages, listed in ${BILL}.`,
  );
process.exitCode = faults.length === 0 ? 0 : 1;
