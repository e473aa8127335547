import type { Reporter, TestModule } from 'vitest/node';
import { DEPTHS } from './howDeep.ts';

const SLOWEST = 10;

/** Vitest's reporter of what a run cost: its slowest files, and what it left for `npm run test:deep`. */
export function reportRun(isDeep: boolean): Reporter {
  return {
    onTestRunEnd(modules) {
      if (modules.length > 1) tellSlowest(modules);
      if (!isDeep) tellLeft(new Set(modules.map(({ relativeModuleId }) => relativeModuleId)));
    },
  };
}

function tellSlowest(modules: readonly TestModule[]): void {
  const files = modules.map((module) => ({
    path: module.relativeModuleId,
    seconds: module.diagnostic().duration / 1_000,
    onProcessor: module.meta().processorSeconds ?? 0,
  }));
  const sum = files.reduce((total, { onProcessor }) => total + onProcessor, 0);
  console.log(
    `\n The slowest of ${files.length} files, in seconds, and on the processor (${sum.toFixed(0)} in all):`,
  );
  for (const { path, seconds, onProcessor } of files
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST)) {
    console.log(`${column(seconds)}${column(onProcessor)}  ${path}`);
  }
}

const column = (seconds: number) => seconds.toFixed(1).padStart(8);

function tellLeft(files: ReadonlySet<string>): void {
  const left = Object.values(DEPTHS).filter((depth) => depth.files.some((file) => files.has(file)));
  if (left.length > 0) console.log('\n Left for npm run test:deep:');
  for (const { what, shallow, deep } of left) {
    console.log(`   ${what}: ${shallow.toLocaleString('en')} of ${deep.toLocaleString('en')} were done`);
  }
}
