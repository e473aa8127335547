import { describe, expect, it } from 'vitest';
import { inventAssociate } from '../../support/associates.ts';
import { useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const KEY = 'A/1';
const ONCE = encodeURIComponent(KEY);
const TWICE = encodeURIComponent(ONCE);

/** Each route with a number in it, in an order in which the last removes what the others found. */
const ROUTES = [
  ['POST', '/resync?dryRun=true'],
  ['POST', '/resync'],
  ['GET', ''],
  ['DELETE', ''],
] as const;

describe.each([
  ['no front end', 'local'],
  ['the front end of Azure', 'azure'],
] as const)('behind %s', (_, frontEnd) => {
  const system = useSystem({ frontEnd });

  it.each(ROUTES)(
    '%s /api/associates/{numeroAsociado}%s takes a number with a slash, encoded twice',
    async (method, rest) => {
      if (rest.includes('dryRun'))
        await system().members.insert([{ ...inventAssociate(1, PAST), numero_asociado: KEY }]);
      const response = await system().call(method, `associates/${TWICE}${rest}`);
      expect(response.status).toBe(200);
      // An erasure repeats what it was asked for.
      if (method !== 'DELETE') expect(await response.json()).toMatchObject({ numeroAsociado: KEY });
    },
  );
});

describe('a number that is encoded once', () => {
  const local = useSystem();
  const azure = useSystem({ frontEnd: 'azure' });

  it('is enough on a developer’s machine, and does not reach the app on Azure', async () => {
    for (const system of [local, azure])
      await system().members.insert([{ ...inventAssociate(1, PAST), numero_asociado: KEY }]);
    const call = async (system: typeof local) =>
      (await system().call('POST', `associates/${ONCE}/resync?dryRun=true`)).status;
    expect([await call(local), await call(azure)]).toEqual([200, 404]);
  });
});
