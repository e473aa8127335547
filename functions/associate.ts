import { app } from '@azure/functions';
import { type Answer, answering, noQuery } from './answering.ts';
import { theApp } from './app.ts';
import { associateKey } from './associateKey.ts';
import { problem } from './problem.ts';

/** HTTP: the latest outcome of one associate. */
export const runReadAssociate = answering(
  { operation: 'STATUS', query: noQuery },
  async ({ params }): Promise<Answer> => {
    const named = associateKey(params);
    return 'problem' in named ? named : found(await theApp().readAssociate(named.key));
  },
);

/** HTTP: what became of one associate before. */
export const runReadHistory = answering(
  { operation: 'STATUS', query: noQuery },
  async ({ params }): Promise<Answer> => {
    const named = associateKey(params);
    return 'problem' in named ? named : found(await theApp().readHistory(named.key));
  },
);

/** HTTP: removes all that our tables hold of one associate, and says what remains elsewhere. */
export const runEraseAssociate = answering(
  {
    operation: 'ERASE',
    query: noQuery,
    audit: ({ params: { numeroAsociado } }) => ({
      message: 'DELETE /api/associates/{numeroAsociado}',
      contactId: numeroAsociado,
    }),
  },
  async ({ params, log }): Promise<Answer> => {
    const named = associateKey(params);
    return 'problem' in named ? named : found(await theApp().eraseAssociate(named.key, log));
  },
);

function found(answer: object | undefined): Answer {
  return answer ? { status: 200, json: answer } : { problem: problem(404, 'ASSOCIATE_UNKNOWN') };
}

const authLevel = 'function';
const route = 'associates/{numeroAsociado}';
app.http('readAssociate', { methods: ['GET'], route, authLevel, handler: runReadAssociate });
app.http('readHistory', {
  methods: ['GET'],
  route: `${route}/history`,
  authLevel,
  handler: runReadHistory,
});
app.http('eraseAssociate', { methods: ['DELETE'], route, authLevel, handler: runEraseAssociate });
