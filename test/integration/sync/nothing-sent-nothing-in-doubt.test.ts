import { describe, expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { useSystem } from '../../support/useSystem.ts';

const ROWS = 60;
const NUMBERS = Array.from({ length: ROWS }, (_, index) => numberOf(index + 1));
const TRIES_IN_PLACE = 3;

const system = useSystem({
  storage: { speed: 20 },
  seed: (members) =>
    members.insert(NUMBERS.map((_, index) => inventAssociate(index + 1, '2026-01-05T00:00:00.000'))),
});

/** The calls that write, and those that read contacts back. */
const callsAboutContacts = () => {
  const { upsert = 0, update = 0, create = 0, read = 0 } = system().hubspot.calls();
  return upsert + update + create + read;
};

describe('a batch whose rows cannot be read', () => {
  it('is loaded first', async () => {
    await system().tick();
    expect(system().hubspot.contacts()).toHaveLength(ROWS);
  });

  it.each([
    [983, 'SQL_WAKING', TRIES_IN_PLACE],
    [3961, 'SQL_BUSY', TRIES_IN_PLACE],
    [701, 'SQL_BUSY', TRIES_IN_PLACE],
    [1205, 'SQL_BUSY', TRIES_IN_PLACE],
    [229, 'SQL_REFUSED', 1],
    [207, 'SQL_REFUSED', 1],
    [1_000_000, 'SQL_REFUSED', 1],
  ])(
    'for error %i (%s) leaves nothing in doubt: unchanged rows cost no call',
    async (number, code, times) => {
      const { members, sqlServer, accounts, logLines } = system();
      // Stamped, and otherwise as they were.
      await members.update(NUMBERS, {});
      sqlServer.faults.answerWithError(/OPENJSON\(@keys\)/, number, 'Refused by the stand-in.', { times });
      const [calls, lines] = [callsAboutContacts(), logLines().length];

      await system().tick();

      const retries = logLines()
        .slice(lines)
        .filter(({ status }) => status === 'RETRY');
      expect(retries.map((line) => line['code'])).toEqual([code]);
      expect(retries[0]?.['message']).toMatch(new RegExp(`error ${number}\\b`));
      expect(callsAboutContacts() - calls).toBe(0);
      expect(await accounts.read(String(retries[0]?.['run_id']))).toMatchObject({
        detected: ROWS,
        counts: { unchanged: ROWS, updated: 0, pending: 0 },
      });
    },
  );
});
