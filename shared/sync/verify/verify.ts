import { noteEnd } from '../longRun/noteRun.ts';
import type { SourceRow } from '../ports/rowReader.ts';
import type { RowScan } from '../ports/rowScan.ts';
import { enqueue } from '../queue/enqueue.ts';
import { compareRows, type PageFindings } from './compareRows.ts';
import { GoneFinder } from './goneFinder.ts';
import {
  foundBy,
  readVerification,
  type StoredVerification,
  saveVerification,
  type VerificationFindings,
  type VerificationRun,
} from './verificationState.ts';
import type { VerifyParts } from './verifyParts.ts';

/** Rows compared in one call. */
const PAGE_SIZE = 100;
/**
 * Rows read ahead, so that no statement stays open while HubSpot's limit is waited for; their outcomes are read at once, and the
 * run is stored after them.
 */
const READ_AHEAD = 500;
/** Pages of the portal between which the run is stored. */
const PORTAL_PAGES = 5;
/** Keys named of each kind: enough to look at, little enough for a small document. */
const MOST_KEYS = 50;

/**
 * Carries a verification run on, as far as the time allows: every row against its contact, then every contact with our key
 * against the table. With `repair`, who differs goes on the queue as a forced batch. After a few pages it is stored how far the run
 * has come, so that a crash repeats no more than these. Answers whether the run is at its end.
 *
 * @throws LostRace when another worker carries it on; RetryLater and StopAndAlert as its parts.
 */
export async function verify(runId: string, parts: VerifyParts): Promise<boolean> {
  const endAt = parts.clock.now() + parts.timeLimitMs;
  let state = await readVerification(parts.document);
  if (state.run?.runId !== runId || state.run.cancelledAt !== undefined) return true;
  if (state.run.phase === 'rows') state = await verifyRows(state.run, state, endAt, parts);
  if (state.run?.phase === 'contacts') state = await findGone(state.run, state, endAt, parts);
  return state.run?.phase === 'done';
}

async function verifyRows(
  start: VerificationRun,
  stored: StoredVerification,
  endAt: number,
  parts: VerifyParts,
): Promise<StoredVerification> {
  let state = stored;
  for (let run = start; ; ) {
    const rows = await readAhead(parts.scan, run.afterKey);
    if (rows.length === 0) return save({ ...run, phase: 'contacts' }, state, parts);
    const previous = await parts.ledger.read(rows.map(({ key }) => key));
    for (let from = 0; from < rows.length && parts.clock.now() <= endAt; from += PAGE_SIZE) {
      const page = rows.slice(from, from + PAGE_SIZE);
      run = await note(run, await compareRows(page, previous, parts), parts);
      run = { ...run, afterKey: page.at(-1)?.key ?? null };
    }
    state = await save(run, state, parts);
    if (parts.clock.now() > endAt) return state;
  }
}

async function readAhead(scan: RowScan, afterKey: string | null): Promise<readonly SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const chunk of scan.inKeyOrder(afterKey)) {
    rows.push(...chunk);
    if (rows.length >= READ_AHEAD) break;
  }
  return rows;
}

async function findGone(
  start: VerificationRun,
  stored: StoredVerification,
  endAt: number,
  parts: VerifyParts,
): Promise<StoredVerification> {
  let [run, state] = [start, stored];
  const finder = new GoneFinder(parts.scan, (await parts.rules.current()).mapping);
  for await (const { contacts, next } of parts.portal.pages(run.after)) {
    run = await note(run, await finder.find(contacts), parts);
    run = next === undefined ? { ...run, phase: 'done' } : { ...run, after: next };
    const isLate = parts.clock.now() > endAt;
    if (run.phase === 'done' || isLate || run.pages % PORTAL_PAGES === 0)
      state = await save(run, state, parts);
    if (isLate) break;
  }
  if (run.phase === 'done') {
    tell(run, parts);
    await noteEnd(run.runId, { mode: 'verify', found: foundBy(run) }, parts);
  }
  return state;
}

/** Adds what a page came to, and sends who is to be repaired. A page that is repeated repeats its batches, under the same ids. */
async function note(run: VerificationRun, found: PageFindings, parts: VerifyParts): Promise<VerificationRun> {
  const keys = { drifted: [...found.drifted.keys()], missing: found.missing, gone: found.gone };
  const changes = Object.values(keys)
    .flat()
    .map((key) => ({ key, version: '' }));
  if (run.repair && changes.length > 0) {
    const name = `${run.runId}-${run.pages + 1}`;
    await enqueue(changes, run.runId, 0, 'bulk', parts, { name, force: true });
  }
  const { counts } = run;
  const drift = { ...run.drift };
  for (const name of [...found.drifted.values()].flat()) drift[name] = (drift[name] ?? 0) + 1;
  return {
    ...run,
    pages: run.pages + 1,
    drift,
    keys: {
      drifted: [...run.keys.drifted, ...keys.drifted].slice(0, MOST_KEYS),
      missing: [...run.keys.missing, ...keys.missing].slice(0, MOST_KEYS),
      gone: [...run.keys.gone, ...keys.gone].slice(0, MOST_KEYS),
    },
    counts: {
      checked: counts.checked + found.same + changes.length,
      same: counts.same + found.same,
      drifted: counts.drifted + keys.drifted.length,
      missing: counts.missing + keys.missing.length,
      gone: counts.gone + keys.gone.length,
      skipped: counts.skipped + found.skipped,
    },
  };
}

async function save(
  run: VerificationRun,
  { last, etag }: StoredVerification,
  { document, clock }: VerifyParts,
): Promise<StoredVerification> {
  const endedAt = new Date(clock.now()).toISOString();
  const { runId, startedAt, counts, drift, keys } = run;
  const next = {
    run,
    last: run.phase === 'done' ? { runId, startedAt, endedAt, counts, drift, keys } : last,
  };
  return { ...next, etag: await saveVerification(document, next, etag) };
}

function tell({ runId, counts, drift, startedAt }: VerificationRun, { log, clock }: VerifyParts): void {
  const isSame = counts.same === counts.checked;
  log({
    level: isSame ? 'info' : 'warn',
    operation: 'VERIFY',
    status: 'SUCCESS',
    message: `${listOf(counts)}.${isSame ? '' : ` Properties that differ: ${listOf(drift) || 'none'}.`}`,
    executionTimeMs: clock.now() - Date.parse(startedAt),
    runId,
  });
}

function listOf(counts: VerificationFindings['drift']): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
