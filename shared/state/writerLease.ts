import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import * as z from 'zod';
import { ConfigurationError } from '../errors.ts';
import type { Clock } from '../sync/ports/clock.ts';
import type { StateDocument } from '../sync/ports/stateDocument.ts';

/** Renewed well before it is over; so long a dead machine keeps the others waiting. */
const LEASE_MS = 60_000;
const RENEW_MS = 15_000;

const leaseSchema = z.object({ host: z.string(), pid: z.number(), id: z.string(), until: z.number() });
type Lease = z.infer<typeof leaseSchema>;

/** A process may have the number of one that died. */
const PROCESS = randomUUID();

/**
 * Takes the queue of a store that others share for this process alone, until `release`. One that died on this machine leaves it at once, one
 * on another machine within a minute.
 *
 * @throws ConfigurationError where somebody else has it.
 */
export async function takeLease(
  document: StateDocument,
  clock: Clock,
): Promise<{ release(): Promise<void> }> {
  const mine = (until: number): string =>
    JSON.stringify({ host: hostname(), pid: process.pid, id: PROCESS, until } satisfies Lease);
  const stored = await document.read();
  const other = stored && parse(stored.text);
  if (other && other.until > clock.now() && !isDead(other)) throw inUse(other);
  let etag = await document.save(mine(clock.now() + LEASE_MS), stored?.etag);
  if (etag === undefined) throw inUse(undefined);
  let renewal: Promise<void> = Promise.resolve();
  const renew = async () => {
    // Whoever took it meanwhile, because this process slept, has it: the ledger keeps the two apart.
    if (etag !== undefined) etag = await document.save(mine(clock.now() + LEASE_MS), etag);
  };
  const timer = setInterval(() => {
    // An outage of Storage is told by the work; the next renewal comes.
    renewal = renewal.then(renew).catch(() => undefined);
  }, RENEW_MS);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      await renewal;
      // What cannot be released now is over in a minute.
      if (etag !== undefined) await document.save(mine(0), etag).catch(() => undefined);
    },
  };
}

function parse(text: string): Lease | undefined {
  try {
    return leaseSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isDead({ host, pid, id }: Lease): boolean {
  if (host !== hostname() || id === PROCESS) return false;
  return pid === process.pid || !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there is one, of another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function inUse(other: Lease | undefined): ConfigurationError {
  const whose = other ? ` (process ${other.pid} on ${other.host})` : '';
  return new ConfigurationError([
    `The store is in use by another hubspot-sync${whose}: wait until that one ends; one that was killed leaves it within a minute.`,
  ]);
}
