import { setTimeout as sleep } from 'node:timers/promises';
import { app } from '@azure/functions';

app.http('echo', {
  methods: ['GET', 'POST'],
  authLevel: 'function',
  route: 'things/{id}/parts/{part?}',
  handler: async (request) => ({
    status: 201,
    headers: { 'x-seen': request.headers.get('x-sent') ?? 'nothing' },
    cookies: [{ name: 'crumb', value: 'a b', httpOnly: true, sameSite: 'Lax' }],
    jsonBody: {
      method: request.method,
      path: new URL(request.url).pathname,
      params: request.params,
      query: Object.fromEntries(request.query),
      body: await request.text(),
    },
  }),
});
app.http('literal', {
  methods: ['GET'],
  authLevel: 'anonymous',
  route: 'things/special/parts',
  handler: () => ({ body: 'literal' }),
});
app.http('numbered', {
  methods: ['GET'],
  authLevel: 'anonymous',
  route: 'numbers/{n:int}',
  handler: (request) => ({ body: request.params.n }),
});
app.http('nothing', { methods: ['GET'], authLevel: 'anonymous', handler: () => undefined });
app.http('throws', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => {
    throw new Error('secret detail');
  },
});
app.http('secured', { methods: ['GET'], authLevel: 'admin', handler: () => ({ body: 'admin' }) });
app.http('binary', {
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: async (request) => ({ body: Buffer.from(await request.arrayBuffer()).reverse() }),
});

let meeting = 0;
app.http('meet', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: async () => {
    meeting++;
    while (meeting < 2) await sleep(10);
    return { body: 'met' };
  },
});
