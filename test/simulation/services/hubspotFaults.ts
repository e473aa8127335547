import { disturb } from '../../standins/hubspot/faults/disturb.ts';
import { emptySuccess } from '../../standins/hubspot/faults/faultReply.ts';
import type { FaultAction } from '../../standins/hubspot/faults/faultRule.ts';
import { loseInputs } from '../../standins/hubspot/faults/loseRows.ts';
import type { ApiCall } from '../../standins/hubspot/http/apiCall.ts';
import type { Reply } from '../../standins/hubspot/http/reply.ts';
import type { Ending } from '../kernel/instance.ts';
import type { World } from '../world/world.ts';

/** Of a thousand calls: what happens to the call on its way, and what HubSpot makes of it. */
const ODDS = {
  lostBefore: 6,
  lostAfter: 10,
  late: 8,
  crashBefore: 4,
  crashAfter: 10,
  tooMany: 8,
  unavailable: 6,
  unavailableAfter: 8,
  locked: 3,
  emptyBefore: 4,
  emptyAfter: 5,
  rowsLostBefore: 6,
  rowsLostAfter: 6,
};
export type Fault = keyof typeof ODDS;
/** A read that is late harms nobody, and no read was ever seen to leave out what is there. */
const ONLY_WRITES: ReadonlySet<Fault> = new Set([
  'late',
  'emptyBefore',
  'emptyAfter',
  'rowsLostBefore',
  'rowsLostAfter',
]);

/** What HubSpot answers instead, and whether it has done its work by then. */
const DISTURBANCES: Readonly<Partial<Record<Fault, readonly ['before' | 'after', FaultAction]>>> = {
  tooMany: ['before', { kind: 'status', status: 429, retryAfter: 10 }],
  unavailable: ['before', { kind: 'status', status: 503 }],
  unavailableAfter: ['after', { kind: 'status', status: 502 }],
  locked: ['before', { kind: 'status', status: 423 }],
  emptyBefore: ['before', { kind: 'emptySuccess' }],
  emptyAfter: ['after', { kind: 'emptySuccess' }],
  rowsLostBefore: ['before', { kind: 'lostRows', share: 0.4 }],
  rowsLostAfter: ['after', { kind: 'lostRows', share: 0.4 }],
};
const PHASES: Readonly<Record<string, FaultAction>> = {
  unauthorized: { kind: 'status', status: 401 },
  tooMany: { kind: 'status', status: 429 },
  unavailable: { kind: 'status', status: 503 },
};

/** What goes wrong with the next call, if anything does. */
export function chooseFault(world: World, writes: boolean): Fault | undefined {
  if (world.isOut('hubspot')) return 'lostBefore';
  const fault = world.chances.fault(ODDS);
  if (!fault || (writes ? world.scenario.lateWrites || fault !== 'late' : !ONLY_WRITES.has(fault)))
    return fault;
  return undefined;
}

/** Faults of the way between us and HubSpot; the others are HubSpot's. */
export function isEnding(fault: Fault): fault is Extract<Fault, Ending> {
  return fault in { lostBefore: 1, lostAfter: 1, late: 1, crashBefore: 1, crashAfter: 1 };
}

/** HubSpot's part of a call under a fault: what a trace says of it, and its answer. */
export function answerOf(
  world: World,
  call: ApiCall,
  carryOut: (call: ApiCall) => Reply,
  fault: Fault | undefined,
): readonly [what: string, reply: () => Reply] {
  const { random } = world.portal;
  const phase = PHASES[world.phase('hubspot') ?? ''];
  const [when, action] = phase ? (['before', phase] as const) : ((fault && DISTURBANCES[fault]) ?? []);
  if (!when || !action) return ['', () => carryOut(call)];
  const what = ` — answers ${'status' in action ? action.status : action.kind}, ${when} its work`;
  if (action.kind === 'lostRows' && when === 'before')
    return [what, () => carryOut(loseInputs(call, action, random))];
  if (when === 'before') return [what, () => disturb(action, emptySuccess(), when, random).reply];
  return [what, () => disturb(action, carryOut(call), when, random).reply];
}
