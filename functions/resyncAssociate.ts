import { app } from '@azure/functions';
import * as z from 'zod';
import { meaningOf } from '../shared/outcomes/codeMeaning.ts';
import type { ResyncResult } from '../shared/sync/associate/resyncAssociate.ts';
import { type Answer, answering } from './answering.ts';
import { theApp } from './app.ts';
import { associateKey } from './associateKey.ts';
import { fault, problem } from './problem.ts';

const RESYNC = 'POST /api/associates/{numeroAsociado}/resync';

const querySchema = z.strictObject({
  dryRun: z.enum(['true', 'false'], { error: fault('flag') }).optional(),
});

/** HTTP: re-reads, maps, validates and upserts one associate now; `?dryRun=true` only shows what would change. */
export const runResyncAssociate = answering(
  {
    operation: 'RESYNC',
    query: querySchema,
    audit: ({ params: { numeroAsociado }, query: { dryRun } }) => ({
      message: dryRun === 'true' ? `${RESYNC}, dry run` : RESYNC,
      contactId: numeroAsociado,
    }),
  },
  async ({ params, query, log }): Promise<Answer> => {
    const named = associateKey(params);
    if ('problem' in named) return named;
    return toAnswer(await theApp().resyncAssociate(named.key, query.dryRun === 'true', log), named.key);
  },
);

function toAnswer(result: ResyncResult, numeroAsociado: string): Answer {
  if (result.kind === 'notFound') return { problem: problem(404, 'NOT_IN_SQL_SERVER') };
  const message = meaningOf(result.code);
  if (result.kind === 'queued')
    return { status: 202, json: { numeroAsociado, outcome: 'pending', ...result, message } };
  const { kind: _, fingerprint: __, ...fields } = result;
  const body = { ...fields, message };
  if (result.outcome === 'rejected') return { problem: problem(422, result.code, {}, body) };
  if (result.outcome === 'conflict') return { problem: problem(409, result.code, {}, body) };
  return { status: 200, json: body };
}

app.http('resyncAssociate', {
  methods: ['POST'],
  route: 'associates/{numeroAsociado}/resync',
  authLevel: 'function',
  handler: runResyncAssociate,
});
