import { createRandom } from '../../standins/hubspot/random.ts';
import { inventSwitches } from './inventSwitches.ts';
import type {
  Before,
  ByHand,
  EmailChoice,
  Person,
  PersonChange,
  Phase,
  Scenario,
  Service,
  WorldEvent,
} from './scenario.ts';

/** Draws that read like a sentence. */
export interface Dice {
  chance(share: number): boolean;
  between(least: number, most: number): number;
  whole(least: number, most: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

export interface Options {
  /** Whether HubSpot may carry a call out long after we have given it up. */
  readonly lateWrites: boolean;
}

const MINUTE = 60_000;
const STRANGERS = 3;
/** Between the seeds of two dice of one schedule: beyond any seed that is run. */
const OTHER_DICE = 2 ** 31;

/** The scenario of a seed: a small cooperative, a portal, and what happens to both within some twenty minutes. */
export function inventScenario(seed: number, { lateWrites }: Options): Scenario {
  const dice = createDice(seed);
  const activeMs = dice.between(8, 25) * MINUTE;
  const isAdopted = dice.chance(0.5);
  const people = Array.from(
    { length: dice.whole(3, 10) },
    (): Person => ({
      isMember: dice.chance(0.8),
      before: isAdopted || dice.chance(0.5) ? 'nothing' : dice.pick(BEFORE),
    }),
  );
  const scenario: Scenario = {
    seed,
    feed: dice.pick(['timestamp', 'timestamp', 'rowversion', 'changeTracking']),
    pageSize: dice.whole(2, 5),
    maxQueuedBatches: dice.pick([2, 5, 50]),
    compare: dice.chance(0.8) ? 'ledger' : 'values',
    instances: dice.whole(1, 3),
    clockSkewMs: [0, 1, 2].map(() => (dice.chance(0.6) ? 0 : dice.between(-MINUTE, MINUTE))),
    detectEveryMs: dice.pick([1, 2, 5]) * MINUTE,
    portalPage: dice.whole(2, 5),
    isAdopted,
    lateWrites,
    intensity: dice.pick([0, 0.5, 1, 1, 2, 4]),
    switches: inventSwitches(dice),
    people: people.map((person) => (person.before === 'nothing' ? person : { ...person, isMember: true })),
    strangers: STRANGERS,
    events: inventEvents(dice, people, isAdopted, activeMs).sort((a, b) => a.at - b.at),
    activeMs,
    deletes: dice.pick(['ignore', 'mark', 'archive']),
    batchSize: dice.pick([100, 100, 1, 2, 3]),
    retry: dice.pick<Scenario['retry']>([{}, {}, { tries: 1 }, { statuses: [] }]),
    operation: 'upsert',
  };
  const drawn = dice.chance(0.15) ? underUpdate(scenario, dice) : scenario;
  // Dice of their own: the other schedules stay as they are.
  const keyDice = createDice(seed + OTHER_DICE);
  return keyDice.chance(0.3) ? withOddKeys(drawn, keyDice) : drawn;
}

/** Rows are respelt, and two people may have one number. */
function withOddKeys(scenario: Scenario, dice: Dice): Scenario {
  const { activeMs } = scenario;
  const uniqueCase = dice.pick(['exact', 'ignored'] as const);
  const switches = { ...scenario.switches, uniqueCase };
  const people = [...scenario.people, ...(dice.chance(0.7) ? sharing(dice, scenario.people) : [])];
  const isShared = people.length > scenario.people.length;
  const events = scenario.events.map((event): WorldEvent => {
    if (event.kind !== 'transaction') return event;
    const changes = event.changes.map((change) => {
      const drawn = respelt(change, people, dice);
      return uniqueCase === 'exact' ? withoutDoubles(drawn, isShared) : drawn;
    });
    return { ...event, changes };
  });
  people.slice(scenario.people.length).forEach(({ isMember, shares = 0 }, at) => {
    const person = scenario.people.length + at;
    if (!isMember) events.push(transaction(dice, [{ person, lastname: 0 }], dice.between(0, activeMs)));
    for (const who of [person, shares]) {
      const change = dice.chance(0.3) ? { person: who, isGone: true as const } : { person: who, lastname: 1 };
      events.push(transaction(dice, [change], dice.between(0, activeMs)));
    }
  });
  return { ...scenario, people, switches, events: events.sort((a, b) => a.at - b.at) };
}

/**
 * Where HubSpot tells cases apart, only the email says that a write by the old number, cut off or crossed, was about the same
 * person: it stays as it is, and two people who share a number keep their capitals.
 */
function withoutDoubles(change: PersonChange, isShared: boolean): PersonChange {
  const { email, spelling, ...rest } = change;
  if (!isShared) return { ...rest, ...(spelling ? { spelling } : {}) };
  return spelling === 'small' ? { ...change, spelling: 'plain' } : change;
}

/**
 * SQL Server does not find by the old number whose new one has a blank before it: nobody could say that the contact that was
 * there before us is hers.
 */
function respelt(change: PersonChange, people: readonly Person[], dice: Dice): PersonChange {
  if (change.isGone || !dice.chance(0.2)) return change;
  const isNew = people[change.person]?.before === 'nothing';
  return { ...change, spelling: dice.pick(isNew ? ['plain', 'small', 'blank'] : ['plain', 'small']) };
}

/** Somebody whose number is another one's too. */
function sharing(dice: Dice, people: readonly Person[]): readonly Person[] {
  const shares = dice.whole(0, people.length - 1);
  if (people[shares]?.before !== 'nothing') return [];
  return [{ isMember: dice.chance(0.3), before: 'nothing', shares }];
}

/** We make nobody; people in HubSpot do, sooner or later. */
function underUpdate(scenario: Scenario, dice: Dice): Scenario {
  const { people, activeMs } = scenario;
  const made = people.flatMap((_, person): WorldEvent[] => {
    const at = dice.between(0, activeMs);
    const by = dice.pick<ByHand>(['email', 'cedula', 'number', 'all']);
    return dice.chance(0.6) ? [{ at, kind: 'makeContact', person, by }] : [];
  });
  const events = [...scenario.events, ...made].sort((a, b) => a.at - b.at);
  return { ...scenario, operation: 'update', events };
}

const BEFORE: readonly [Before, ...Before[]] = ['email', 'cedula', 'number', 'all', 'contradicts', 'doubles'];

function inventEvents(
  dice: Dice,
  people: readonly Person[],
  isAdopted: boolean,
  activeMs: number,
): WorldEvent[] {
  const events: WorldEvent[] = [];
  const at = () => dice.between(0, activeMs);
  const count = dice.whole(6, 30);
  for (let each = 0; each < count; each++) events.push(inventEvent(dice, people, at()));
  // Who is not there from the start comes some day.
  people.forEach(({ isMember, before }, person) => {
    if (!isMember && before === 'nothing') events.push(transaction(dice, [{ person, lastname: 0 }], at()));
  });
  if (!isAdopted)
    for (let runs = dice.whole(0, 2); runs > 0; runs--) events.push({ at: at(), kind: 'adopt' });
  for (let phases = dice.pick([0, 0, 1, 2]); phases > 0; phases--) events.push(inventPhase(dice, at()));
  return events;
}

function inventEvent(dice: Dice, people: readonly Person[], at: number): WorldEvent {
  const person = dice.whole(0, people.length - 1);
  const draw = dice.between(0, 100);
  if (draw < 68) return inventTransaction(dice, people, at);
  if (draw < 70) return { at, kind: dice.pick(['full', 'replay'] as const) };
  if (draw < 76) return { at, kind: 'echo', person, holdMs: dice.between(0, 2 * MINUTE) };
  if (draw < 88) return { at, kind: 'resync', person };
  if (draw < 91) return { at, kind: 'mergeStranger', person, stranger: dice.whole(0, STRANGERS - 1) };
  if (draw < 93) return { at, kind: 'mergeDoubles', person };
  return { at, kind: draw < 97 ? 'detect' : 'reconcile' };
}

function inventTransaction(dice: Dice, people: readonly Person[], at: number): WorldEvent {
  const touched = new Set(
    Array.from({ length: dice.pick([1, 1, 2, 4]) }, () => dice.whole(0, people.length - 1)),
  );
  return transaction(
    dice,
    [...touched].map((person) => inventChange(dice, people, person)),
    at,
  );
}

function transaction(dice: Dice, changes: readonly PersonChange[], at: number): WorldEvent {
  const holdMs = dice.chance(0.3) ? dice.between(0, 4 * MINUTE) : dice.between(0, 500);
  // Stamps that are behind and transactions that are slow must fit into the overlap together.
  const stampShiftMs = dice.chance(0.8) ? 0 : dice.between(-0.7 * MINUTE, 0.7 * MINUTE);
  return { at, kind: 'transaction', changes, holdMs, stampShiftMs };
}

function inventChange(dice: Dice, people: readonly Person[], person: number): PersonChange {
  // Whoever was in the portal stays, or nobody could say who is a double of whom.
  if (people[person]?.before === 'nothing' && dice.chance(0.1)) return { person, isGone: true };
  const lastname = dice.whole(0, 2);
  if (dice.chance(0.75)) return { person, lastname };
  return { person, lastname, email: inventEmail(dice, people.length) };
}

function inventEmail(dice: Dice, people: number): EmailChoice {
  if (dice.chance(0.5)) return 'own';
  return dice.pick<EmailChoice>(['invalid', 'stranger', { of: dice.whole(0, people - 1) }]);
}

function inventPhase(dice: Dice, at: number): WorldEvent {
  const service = dice.pick<Service>(['hubspot', 'hubspot', 'hubspot', 'sql', 'storage']);
  const answers = dice.pick<Phase['how']>(['out', 'unauthorized', 'tooMany', 'unavailable']);
  const how = service === 'hubspot' ? answers : 'out';
  return { at, kind: 'phase', service, how, forMs: dice.between(0.2, 6) * MINUTE };
}

function createDice(seed: number): Dice {
  const random = createRandom(seed);
  const between = (least: number, most: number) => least + random() * (most - least);
  const whole = (least: number, most: number) => Math.floor(between(least, most + 1));
  return {
    chance: (share) => random() < share,
    between,
    whole,
    pick: (list) => list[whole(0, list.length - 1)] ?? list[0],
  };
}
