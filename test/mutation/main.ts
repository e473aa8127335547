import { parseArgs } from 'node:util';
import { startAzurite } from '../standins/storage/startAzurite.ts';
import { FOLDERS } from './folders.ts';
import { type Mutant, makeSandbox } from './makeSandbox.ts';
import { measureTests } from './measureTests.ts';
import { prove } from './prove.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});
const { queuePort, tablePort, close } = await startAzurite();
process.env['MUTANT_AZURITE'] = JSON.stringify({ queuePort, tablePort });
for (const path of positionals.length > 0 ? positionals : Object.keys(FOLDERS)) await mutate(path);
await close();

async function mutate(path: string): Promise<void> {
  const name = Object.keys(FOLDERS).find((one) => path === one || path.startsWith(`${one}/`));
  const folder = FOLDERS[name ?? ''];
  if (!folder)
    throw new Error(`npm run mutate -- <path>: in ${Object.keys(FOLDERS).join(', ')}, not ${path}.`);
  const all = await makeSandbox(path);
  const counted = all.filter(({ isWording }) => !isWording);
  const chosen = choose(counted, path === name ? folder.sample : counted.length);
  console.log(
    `${path}: ${all.length} mutants, ${all.length - counted.length} of them mere wording; tries ${chosen.length}.`,
  );
  const tests = await measureTests(folder.tests);
  let noticed = 0;
  for (const mutant of chosen) {
    const by = await prove(mutant, folder, tests, !values.quick);
    if (by !== undefined) noticed += 1;
    console.log(
      `${mutant.id} ${mutant.file}:${mutant.line} ${by === undefined ? survived(mutant) : `noticed: ${by}`}`,
    );
  }
  console.log(`${path}: ${noticed} of ${chosen.length} were noticed.`);
}

/** As many as asked for, at even distance; or those whose numbers are asked for. */
function choose(mutants: readonly Mutant[], usual: number): readonly Mutant[] {
  const only = values.only?.split(',');
  if (only) return mutants.filter(({ id }) => only.includes(id));
  const sample = Math.min(Number(values.sample ?? usual), mutants.length);
  return Array.from({ length: sample }, (_, n) => mutants[Math.floor((n * mutants.length) / sample)]).filter(
    (mutant) => mutant !== undefined,
  );
}

function survived({ was, becomes }: Mutant): string {
  return `SURVIVED\n  - ${was}\n  + ${becomes}`;
}
