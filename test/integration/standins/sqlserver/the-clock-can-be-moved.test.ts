import { afterEach, describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';
import { useStandin } from './support.ts';

describe('the clock', () => {
  const client = useStandin();
  const offset = async (clock: string): Promise<number> => {
    const [row] = await client.rows(`SELECT ${clock} AS now`);
    return new Date(String(row?.['now'])).getTime() - Date.now();
  };

  afterEach(() => client.standin.setClock(0));

  it('can be moved', async () => {
    client.standin.setClock(-3_600_000);
    for (const clock of ['SYSUTCDATETIME()', 'SYSDATETIME()', 'GETDATE()', 'GETUTCDATE()'])
      expect(Math.abs((await offset(clock)) + 3_600_000)).toBeLessThan(5_000);
  });

  it('can stand in another zone than UTC', async () => {
    client.standin.setClock(0, -360);
    expect(
      await client.rows(
        'SELECT DATEDIFF(minute, SYSUTCDATETIME(), SYSDATETIME()) AS a, DATEDIFF(minute, GETUTCDATE(), GETDATE()) AS b',
      ),
    ).toEqual([{ a: -360, b: -360 }]);
  });
});

describe(`AT TIME ZONE, on ${SERVER}`, () => {
  const client = useServer();

  it.each([
    [
      "CAST('2026-01-31T10:20:30.1234567' AS datetime2(7)) AT TIME ZONE 'Central America Standard Time'",
      '2026-01-31T10:20:30.1234567-06:00',
    ],
    [
      "CAST('2026-01-31T22:20:30' AS datetime2(0)) AT TIME ZONE 'Central America Standard Time' AT TIME ZONE 'UTC'",
      '2026-02-01T04:20:30Z',
    ],
    [
      "CAST(CAST('2026-02-01T04:20:30' AS datetime2(0)) AT TIME ZONE N'UTC' AT TIME ZONE 'central america standard time' AS datetime2(0))",
      '2026-01-31T22:20:30',
    ],
    ["CAST('2026-01-31T10:20:30.003' AS datetime) AT TIME ZONE 'UTC'", '2026-01-31T10:20:30.003Z'],
  ])('%s', async (expression, expected) => {
    expect(await client.rows(`SELECT CONVERT(varchar(40), ${expression}, 126) AS x`)).toEqual([
      { x: expected },
    ]);
  });

  it('needs a date with a time', async () => {
    expect(await client.failure("SELECT CAST('2026-01-31' AS date) AT TIME ZONE 'UTC' AS x")).toMatchObject({
      number: 8116,
    });
  });
});
