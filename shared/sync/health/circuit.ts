import * as z from 'zod';
import { RetryLater, StopAndAlert } from '../../errors.ts';
import type { Telemetry } from '../../telemetry/events.ts';
import type { Circuit } from '../ports/circuit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { StateDocument } from '../ports/stateDocument.ts';

/** How long a process believes that the circuit is closed, and how long an open one rests between two tries. */
const TRUSTED_MS = 10_000;
const REST_MS = 60_000;

const openSchema = z.object({
  code: z.string(),
  reason: z.string(),
  since: z.string(),
  nextTryAt: z.number(),
});
export type Open = z.infer<typeof openSchema>;
const stateSchema = z.object({ open: openSchema.nullable() });

export interface CircuitParts {
  readonly document: StateDocument;
  /** Calls HubSpot in a way that changes nothing; throws while the reason is still there. */
  readonly tryHubSpot: () => Promise<void>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** The circuit in a document that all instances share, for whoever writes to `log`. */
export function createCircuit({
  document,
  tryHubSpot,
  clock,
  telemetry,
}: CircuitParts): (log: Log) => Circuit {
  let closedUntil = 0;
  const read = async () => {
    const stored = await document.read();
    return { open: parseCircuit(stored?.text), etag: stored?.etag };
  };
  const tell = (log: Log, open: Open, state: 'open' | 'closed') => {
    const isOpen = state === 'open';
    log({
      level: isOpen ? 'error' : 'info',
      operation: 'CIRCUIT',
      status: isOpen ? 'FAILED' : 'SUCCESS',
      code: open.code,
      message: isOpen
        ? `HubSpot is not called any more until this is mended: ${open.reason}`
        : `HubSpot answers again; open since ${open.since}.`,
    });
    const openMs = isOpen ? 0 : clock.now() - Date.parse(open.since);
    telemetry.emit({ name: 'Outage', dimensions: { code: open.code, state }, measurements: { openMs } });
  };
  return (log) => ({
    async pass({ now: isAsked } = { now: false }) {
      if (clock.now() < closedUntil) return;
      const { open, etag } = await read();
      if (open && !isAsked && !(await isTurn(open, etag))) throw stillOpen(open);
      if (open) {
        await probe(open);
        const now = await read();
        if (now.open && (await document.save(JSON.stringify({ open: null }), now.etag)) !== undefined)
          tell(log, open, 'closed');
      }
      closedUntil = clock.now() + TRUSTED_MS;
    },

    async openIfConfirmed() {
      closedUntil = 0;
      const { open, etag } = await read();
      const refused = open ? undefined : await refusalOfAll();
      if (!refused) return;
      const { code, message: reason } = refused;
      const since = new Date(clock.now()).toISOString();
      const opened = { code, reason, since, nextTryAt: clock.now() + REST_MS };
      if ((await document.save(JSON.stringify({ open: opened }), etag)) !== undefined)
        tell(log, opened, 'open');
    },

    async read() {
      return (await read()).open ?? undefined;
    },
  });

  /** One caller a minute may try, over all instances. */
  async function isTurn(open: Open, etag: string | undefined): Promise<boolean> {
    if (clock.now() < open.nextTryAt) return false;
    const next = { ...open, nextTryAt: clock.now() + REST_MS };
    return (await document.save(JSON.stringify({ open: next }), etag)) !== undefined;
  }

  /** Why HubSpot refuses what holds nothing of ours; undefined when it takes it, or nobody knows. */
  async function refusalOfAll(): Promise<StopAndAlert | undefined> {
    try {
      await tryHubSpot();
      return undefined;
    } catch (error) {
      if (error instanceof StopAndAlert) return error;
      if (error instanceof RetryLater) return undefined;
      throw error;
    }
  }

  async function probe(open: Open): Promise<void> {
    try {
      await tryHubSpot();
    } catch (error) {
      if (error instanceof StopAndAlert || error instanceof RetryLater) throw stillOpen(open);
      throw error;
    }
  }
}

function stillOpen({ code, reason, since }: Open): StopAndAlert {
  return new StopAndAlert('CIRCUIT_OPEN', `HubSpot is not called since ${since} (${code}): ${reason}`);
}

/** What cannot be read counts as closed: the next refusal opens it again. */
export function parseCircuit(text: string | undefined): Open | null {
  if (text === undefined) return null;
  try {
    return stateSchema.parse(JSON.parse(text)).open;
  } catch {
    return null;
  }
}
