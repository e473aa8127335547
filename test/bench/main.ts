/**
 * `npm run bench -- <part> [--rows N] [--only phase,phase] [--json]`: measures, prints, and keeps figures in `results.json`.
 * Nothing here passes or fails. `npm run bench -- smoke` shows that every part runs, in a minute, and keeps nothing.
 */
import { parseArgs } from 'node:util';
import { benchChain } from './chain.ts';
import { benchColdstart } from './coldstart.ts';
import { benchContacts } from './contacts.ts';
import type { Figure } from './figure.ts';
import { benchHubSpot, HUBSPOT_PHASES } from './hubspot.ts';
import { keepResults } from './keepResults.ts';
import { benchLimits } from './limits.ts';
import { benchLog } from './log.ts';
import { benchSource } from './source.ts';
import { benchTelemetry } from './telemetry.ts';

interface PartOptions {
  readonly rows: number;
  /** Names of phases; none means all. */
  readonly only: readonly string[];
  /** Whether it runs is all that is asked. */
  readonly isSmoke: boolean;
  readonly tell: (line: string) => void;
}

interface Part {
  readonly rows: number;
  readonly run: (options: PartOptions) => Promise<readonly Figure[]>;
}

const STARTS = 9;

/** `rows`: as many as it takes where nobody says. */
const PARTS: Readonly<Record<string, Part>> = {
  source: { rows: 1_000_000, run: ({ rows, tell }) => benchSource(rows, tell) },
  contacts: { rows: 1_000_000, run: ({ rows, tell }) => benchContacts(rows, tell) },
  hubspot: { rows: 0, run: benchHubSpot },
  chain: { rows: 20_000, run: benchChain },
  coldstart: { rows: 0, run: ({ isSmoke, tell }) => benchColdstart(isSmoke ? 1 : STARTS, tell) },
  limits: { rows: 20_000, run: benchLimits },
  telemetry: { rows: 0, run: ({ tell }) => benchTelemetry(tell) },
  log: { rows: 0, run: ({ tell }) => benchLog(tell) },
};
const SMOKE = ['source', 'contacts', 'hubspot', 'chain', 'coldstart', 'limits'];
const SMOKE_ROWS = 1_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const [name = ''] = positionals;
const tell = (line: string) => console.error(line);
const only = values.only.split(',').filter((phase) => phase !== '');
const part = PARTS[name];
const rows = Number(values.rows ?? part?.rows ?? 0);
const isKnown = (phase: string) => name === 'hubspot' && HUBSPOT_PHASES.includes(phase);
const isSound = Number.isInteger(rows) && (values.rows === undefined || rows >= 1_000) && only.every(isKnown);

if (name === 'smoke') {
  for (const each of SMOKE) {
    tell(`${each}:`);
    const figures = await PARTS[each]?.run({ rows: SMOKE_ROWS, only: [], isSmoke: true, tell });
    if (!figures || figures.length === 0) throw new Error(`The part ${each} measured nothing.`);
    print(named(each, figures));
  }
} else if (part && isSound) {
  const figures = named(name, await part.run({ rows, only, isSmoke: false, tell }));
  print(figures);
  // Some phases alone, or another count, must not replace the results of the usual run.
  const differs = [...only, ...(values.rows === undefined ? [] : [values.rows])];
  const options = process.argv.slice(3).filter((option) => option !== '--json');
  keepResults([name, ...differs].join('-'), ['npm run bench --', name, ...options].join(' '), figures);
} else {
  console.error('npm run bench -- source|contacts|chain|limits [--rows N, at least 1000] [--json]');
  console.error(`npm run bench -- hubspot [--only ${HUBSPOT_PHASES.join(',')}] [--json]`);
  console.error('npm run bench -- coldstart|telemetry|log [--json]');
  console.error('npm run bench -- smoke');
  process.exit(2);
}

/** Every name begins with its part's. */
function named(prefix: string, figures: readonly Figure[]): readonly Figure[] {
  return figures.map((figure) =>
    figure.name.startsWith(`${prefix}.`) ? figure : { ...figure, name: `${prefix}.${figure.name}` },
  );
}

function print(figures: readonly Figure[]): void {
  for (const figure of figures) {
    const { name: of, value, unit } = figure;
    console.log(
      values.json
        ? JSON.stringify({ name: of, value, unit })
        : `${of.padEnd(48)} ${value.toLocaleString('en')} ${unit}`,
    );
  }
}
