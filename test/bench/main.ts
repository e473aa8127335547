/**
 * `npm run bench -- <name> [--rows N] [--only phase,phase] [--json]`: measures, prints and writes figures. Nothing here
 * passes or fails; where a figure has a limit, its name says it.
 */
import { parseArgs } from 'node:util';
import { benchContacts } from './contacts.ts';
import { type Figure, report } from './figure.ts';
import { benchHubSpot, HUBSPOT_PHASES } from './hubspot.ts';
import { benchLog } from './log.ts';
import { benchSource } from './source.ts';
import { benchTelemetry } from './telemetry.ts';

interface BenchOptions {
  readonly rows: number;
  /** Names of phases; none means all. */
  readonly only: readonly string[];
  readonly tell: (line: string) => void;
}

const BENCHES: Readonly<Record<string, (options: BenchOptions) => Promise<readonly Figure[]>>> = {
  source: ({ rows, tell }) => benchSource(rows, tell),
  contacts: ({ rows, tell }) => benchContacts(rows, tell),
  hubspot: ({ only, tell }) => benchHubSpot(only, tell),
  telemetry: ({ tell }) => benchTelemetry(tell),
  log: ({ tell }) => benchLog(tell),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const [name = ''] = positionals;
const bench = BENCHES[name];
const rows = Number(values.rows);
const only = values.only.split(',').filter((phase) => phase !== '');
const isKnown = (phase: string) => name === 'hubspot' && HUBSPOT_PHASES.includes(phase);
if (!bench || !Number.isInteger(rows) || rows < 1000 || !only.every(isKnown)) {
  console.error('npm run bench -- source|contacts [--rows N, at least 1000] [--json]');
  console.error('npm run bench -- telemetry|log [--json]');
  console.error(`npm run bench -- hubspot [--only ${HUBSPOT_PHASES.join(',')}] [--json]`);
  process.exit(2);
}
const figures = await bench({ rows, only, tell: (line) => console.error(line) });
// Some phases alone must not replace the results of a whole run.
report([name, ...only].join('-'), figures, values.json);
