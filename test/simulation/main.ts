import { parseArgs } from 'node:util';
import { installHooks } from './hooks.ts';
import { tameProcess } from './kernel/determinism.ts';
import { isSabotage, SABOTAGES } from './sabotages.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string' },
    from: { type: 'string', default: '1' },
    sabotage: { type: 'string' },
    json: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    keepGoing: { type: 'boolean', default: false },
    noLateWrites: { type: 'boolean', default: false },
  },
});
if (values.sabotage !== undefined && !isSabotage(values.sabotage)) {
  console.error(`No sabotage is called ${values.sabotage}: ${Object.keys(SABOTAGES).join(', ')}.`);
  process.exit(2);
}
installHooks(values.sabotage === undefined ? undefined : SABOTAGES[values.sabotage]);
tameProcess();
// Only now, so that the hooks see every module of the app.
const { simulate } = await import('./simulate.ts');
process.exitCode = await simulate({
  firstSeed: Number(values.seed ?? values.from),
  runs: Number(values.seed === undefined ? (values.runs ?? 2000) : 1),
  sabotage: values.sabotage,
  asJson: values.json,
  withTrace: values.trace,
  keepGoing: values.keepGoing,
  lateWrites: !values.noLateWrites,
});
