import { execFile } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { z } from 'zod';
import { type Figure, rounded } from './figure.ts';
import { percentile } from './hubspotWorld.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const spentSchema = z.object({ cpuMicros: z.number(), rss: z.number() });

/** What the app imports of others, as it imports it. */
const DEPENDENCIES: Readonly<Record<string, string>> = {
  '@azure/functions': `import { app } from '@azure/functions'; use(app);`,
  '@azure/data-tables': `import { TableClient } from '@azure/data-tables'; use(TableClient);`,
  '@azure/storage-queue': `import { QueueServiceClient } from '@azure/storage-queue'; use(QueueServiceClient);`,
  '@azure/identity': `import { DefaultAzureCredential } from '@azure/identity'; use(DefaultAzureCredential);`,
  '@hubspot/api-client': `import { Client } from '@hubspot/api-client'; use(Client);`,
  mssql: `import sql from 'mssql'; use(sql);`,
  zod: `import * as z from 'zod'; use(z.object({ a: z.string(), b: z.number() }));`,
  yaml: `import { parse, parseDocument } from 'yaml'; use(parse, parseDocument);`,
  'libphonenumber-js': `import { parsePhoneNumberFromString } from 'libphonenumber-js/max'; use(parsePhoneNumberFromString);`,
  tldts: `import { parse } from 'tldts'; use(parse);`,
  validator: `import isEmail from 'validator/lib/isEmail.js'; use(isEmail);`,
  applicationinsights: `import insights from 'applicationinsights'; use(insights);`,
};

const TOLD = `const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ cpuMicros: user + system, rss: process.memoryUsage().rss }));`;

/** Size, processor time and memory of loading each dependency by itself, above a process that loads nothing; medians of `starts`. */
export async function benchLoadCosts(folder: string, starts: number): Promise<readonly Figure[]> {
  const banner = `import { createRequire as r } from 'node:module'; import { fileURLToPath as f } from 'node:url';
const require = r(import.meta.url), __filename = f(import.meta.url), __dirname = import.meta.dirname;
globalThis.use = (...all) => all; const use = globalThis.use;`;
  const bundle = async (name: string, contents: string) => {
    const outfile = `${folder}/load-${name.replace(/\W/g, '-')}.mjs`;
    await build({
      stdin: { contents, resolveDir: ROOT },
      outfile,
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      external: ['@azure/functions-core', './discovery/*'],
      banner: { js: banner },
      logLevel: 'error',
    });
    writeFileSync(outfile, `\n${TOLD}`, { flag: 'a' });
    return outfile;
  };
  const nothing = await bundle('nothing', '');
  const figures: Figure[] = [];
  for (const [name, contents] of Object.entries(DEPENDENCIES)) {
    const file = await bundle(name, contents);
    const more: { ms: number; mb: number }[] = [];
    for (let at = 0; at < starts; at++) {
      const [loaded, bare] = [await load(file), await load(nothing)];
      more.push({ ms: (loaded.cpuMicros - bare.cpuMicros) / 1000, mb: (loaded.rss - bare.rss) / 1e6 });
    }
    const median = (of: 'ms' | 'mb') =>
      percentile(
        more.map((one) => one[of]),
        0.5,
      );
    figures.push(
      { name: `coldstart.load.${name}.kb`, value: Math.round(statSync(file).size / 1000), unit: 'kB' },
      { name: `coldstart.load.${name}.cpuMs`, value: rounded(median('ms')), unit: 'ms' },
      { name: `coldstart.load.${name}.rssMb`, value: rounded(median('mb')), unit: 'MB' },
    );
  }
  return figures;
}

async function load(file: string) {
  const { stdout } = await run(process.execPath, [file]);
  return spentSchema.parse(JSON.parse(stdout));
}
