/**
 * Builds `dist/`, a folder that deploys as it is: the bundled app, the operations page, host.json, a package.json with
 * `main`, the mapping file and the description of the API. Nothing of `test/` and no node_modules goes in.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildPage } from './buildPage.ts';
import { describeApi } from './docs/describeApi.ts';
import { joinMetafiles } from './joinMetafiles.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}dist`;
/** Built aside and swapped in at the end, so that whoever runs `dist/` never sees half of it. */
const fresh = mkdtempSync(`${root}.dist-`);
const mappingFile = 'shared/config/contacts.yaml';
/** What the licence of the bundled division asks to go with it. */
const notice = 'shared/contacts/divisions/NOTICE.md';

/** CommonJS packages inside an ES module bundle call `require`, `__filename` and `__dirname`. */
const BANNER = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
const __filename = import.meta.filename, __dirname = import.meta.dirname;`;

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['functions/main.ts'],
  outdir: fresh,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  // What is imported lazily (SQL Server's driver, identities, HubSpot's client, Application Insights) stays in files of its own
  // that are loaded only when used.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  banner: { js: BANNER },
  // The Functions worker provides it at run time; there is no such package.
  // HubSpot's generated APIs are loaded one by one when touched, and none is: we call `apiRequest` only.
  external: ['@azure/functions-core', './discovery/*'],
  minify: true,
  keepNames: true,
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
});

const page = await buildPage(root, `${fresh}/web`);
// For `npm run check:package`: what went in.
mkdirSync(`${root}.build`, { recursive: true });
writeFileSync(`${root}.build/metafile.json`, JSON.stringify(joinMetafiles(metafile, page, 'shared/web')));

const { name, version, description, license } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const deployed = { name, version, description, license, type: 'module', main: 'main.js' };
writeFileSync(`${fresh}/package.json`, `${JSON.stringify(deployed, null, 2)}\n`);
cpSync(`${root}host.json`, `${fresh}/host.json`);
writeFileSync(`${fresh}/openapi.json`, JSON.stringify(describeApi(version)));
for (const file of [mappingFile, notice]) cpSync(`${root}${file}`, `${fresh}/${file}`);

// A temporary folder is its maker's alone; the app's is read by whoever runs it.
chmodSync(fresh, 0o755);
const former = `${fresh}-former`;
if (existsSync(dist)) renameSync(dist, former);
renameSync(fresh, dist);
rmSync(former, { recursive: true, force: true });
console.log('Built dist/.');
