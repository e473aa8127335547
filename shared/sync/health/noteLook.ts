import { saying } from '../../outcomes/saying.ts';
import type { StateDocument } from '../ports/stateDocument.ts';
import { changeLook, type LookedEnd, type Said, withEnds } from './look.ts';
import type { Status } from './readStatus.ts';

type Found = Pick<LookedEnd, 'level' | 'says'>;

const GRAVITY = { ok: 0, unknown: 1, warning: 2, error: 3 } as const;

/** Stores what a full look found, for those who ask without looking. */
export async function noteLook(
  status: Status,
  tookMs: number,
  at: string,
  document: StateDocument,
): Promise<void> {
  const { sqlServer, hubspot, storage } = status;
  const ends = { sqlServer: sumUp(sqlServer), hubspot: sumUp([hubspot]), storage: sumUp([storage]) };
  await changeLook(document, (look) => ({ ...withEnds(look, ends, at), full: { at, tookMs } }));
}

/** The gravest level, and what is to be said of it; nothing but good news is said in one sentence. */
function sumUp(findings: readonly (Said & Pick<Found, 'level'>)[]): Found {
  const sorted = findings.toSorted((a, b) => GRAVITY[b.level] - GRAVITY[a.level]);
  const level = sorted[0]?.level ?? 'unknown';
  const grave = sorted.filter((one) => one.level !== 'ok');
  const told = grave.length > 0 ? grave : findings.length === 1 ? findings : [saying('SQL_READY')];
  return { level, says: told.map(({ code, parameters }) => ({ code, parameters: { ...parameters } })) };
}
