import { STATE_TABLE } from '../../shared/state/storageClients.ts';
import { checkWorld } from './checks/checkWorld.ts';
import { leaveAll } from './edges.ts';
import type { Cuts } from './kernel/chances.ts';
import { enter } from './kernel/determinism.ts';
import { applyEvent } from './world/applyEvent.ts';
import { Deliveries } from './world/deliveries.ts';
import { Host } from './world/host.ts';
import type { Scenario } from './world/scenario.ts';
import { isRequest, Timers } from './world/timers.ts';
import { type Violation, World } from './world/world.ts';

export interface ScheduleResult {
  readonly violations: readonly Violation[];
  /** Time, actor, what happened; empty unless asked for. */
  readonly lines: readonly string[];
  /** How many faults there were, those left out included. */
  readonly faults: number;
  readonly steps: number;
}

const MINUTE = 60_000;
/** After the last event: transactions have committed and what was late has come. */
const CALM_MS = 8 * MINUTE;
const MOST_MS = 36 * 60 * MINUTE;
const MOST_STEPS = 60_000;
/** Each may free what another waits for: an email that changes hands needs one round a hand. */
const RECONCILIATIONS = 4;

/** Runs one schedule to its end and checks the promises. The same scenario and cuts do the same again. */
export async function runSchedule(
  scenario: Scenario,
  cuts: Cuts = {},
  withTrace = false,
): Promise<ScheduleResult> {
  const world = new World(scenario, cuts, withTrace);
  enter(world.kernel, scenario.seed);
  world.furnish();
  const host = new Host(world);
  const timers = new Timers(world, host);
  const deliveries = new Deliveries(world, host);
  for (const event of scenario.events) {
    world.kernel.schedule(event.at, () => {
      if (isRequest(event)) timers.call(event);
      else applyEvent(event, world);
    });
  }
  world.kernel.schedule(scenario.activeMs, () => {
    world.trace('outside', 'nothing goes wrong any more');
    world.chances.isQuiet = true;
  });
  const isAtRest = () => host.isIdle && deliveries.isDone;
  if (await untilQuiet(world, timers, isAtRest)) {
    await checkWorld(world, 'before reconciliation');
    if (await reconcileUntilSettled(world, timers, isAtRest)) await checkWorld(world, 'after reconciliation');
  }
  leaveAll();
  return {
    violations: world.violations,
    lines: world.lines ?? [],
    faults: world.chances.fired,
    steps: world.kernel.steps,
  };
}

/** Until everything that changed was detected and worked off; an adoption that broke off is asked for again. */
async function untilQuiet(world: World, timers: Timers, isAtRest: () => boolean): Promise<boolean> {
  const { kernel, scenario } = world;
  const calmAt = kernel.now + scenario.activeMs + CALM_MS;
  const end = calmAt + MOST_MS;
  const wantsAdoption = scenario.events.some(({ kind }) => kind === 'adopt');
  let isAsked = !wantsAdoption;
  kernel.schedule(calmAt - kernel.now, () => {
    if (wantsAdoption && !isAdopted(world)) timers.adopt();
    isAsked = true;
  });
  const isQuiet = () => isAsked && timers.lastWholeDetection >= calmAt && isAtRest();
  if (!(await run(world, isQuiet, end, 'changes'))) return false;
  if (wantsAdoption && !isAdopted(world)) world.violate('lost', 'the adoption never comes to its end');
  return true;
}

async function reconcileUntilSettled(
  world: World,
  timers: Timers,
  isAtRest: () => boolean,
): Promise<boolean> {
  for (let round = 0; round < RECONCILIATIONS; ) {
    let hasEnded = false;
    timers.reconcile((isWhole) => {
      hasEnded = true;
      if (isWhole) round++;
    });
    const isOver = () => hasEnded && isAtRest();
    if (!(await run(world, isOver, world.kernel.now + MOST_MS, 'a reconciliation'))) return false;
  }
  return true;
}

async function run(world: World, isOver: () => boolean, end: number, what: string): Promise<boolean> {
  if (await world.kernel.run(isOver, end, MOST_STEPS)) return true;
  world.violate(
    'livelock',
    `${what}: no end after ${world.kernel.steps} steps; ${world.queue.length} messages wait`,
  );
  return false;
}

function isAdopted(world: World): boolean {
  return [...world.table(STATE_TABLE).all()].some(
    ({ rowKey, text }) => rowKey === 'adoption' && String(text).includes('completedAt'),
  );
}
