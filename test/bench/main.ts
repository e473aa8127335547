/** `npm run bench -- <name> [--rows N] [--json]`: measures, prints and writes figures. Nothing here passes or fails. */
import { parseArgs } from 'node:util';
import { report } from './figure.ts';
import { benchSource } from './source.ts';

const BENCHES = { source: benchSource } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string', default: '1000000' }, json: { type: 'boolean', default: false } },
});
const [name = ''] = positionals;
const bench = Object.entries(BENCHES).find(([known]) => known === name)?.[1];
const rows = Number(values.rows);
if (!bench || !Number.isInteger(rows) || rows < 1000) {
  console.error(`npm run bench -- ${Object.keys(BENCHES).join('|')} [--rows N, at least 1000] [--json]`);
  process.exit(2);
}
report(name, await bench(rows, (line) => console.error(line)), values.json);
