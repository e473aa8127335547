import { describe, expect, it } from 'vitest';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import type { SystemOptions } from '../../support/startSystem.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';

/** A port of loopback on which nobody listens. */
const NOWHERE = 'Server=127.0.0.1,9;Database=x;User Id=u;Password=hidden-password;Encrypt=false';

const CASES: readonly (readonly [string, SystemOptions, RegExp])[] = [
  [
    'no SQL Server',
    { settings: { SQL_CONNECTION_STRING: NOWHERE } },
    /SQL Server 127\.0\.0\.1:9 cannot be reached/,
  ],
  [
    'a connection string that is none',
    { settings: { SQL_CONNECTION_STRING: 'hidden-password' } },
    /SQL_CONNECTION_STRING/,
  ],
  [
    'a connection string that names a setting that is not set',
    { settings: { SQL_CONNECTION_STRING: 'Server=${SQL_SERVER};Password=hidden-password' } },
    /SQL_CONNECTION_STRING holds \$\{SQL_SERVER\}, and the setting SQL_SERVER is not set/,
  ],
  [
    'a missing table',
    { mapping: [[['source', 'table'], 'dbo.nothing']] },
    /table dbo\.nothing does not exist/,
  ],
  [
    'missing columns',
    {
      mapping: [
        [['fields', 5, 'column'], 'telefono'],
        [['source', 'changedAt'], 'changed'],
      ],
    },
    /no column "changed" \(source\.changedAt\), has no column "telefono" \(.*contacts\.yaml:\d+: fields\[5\]\.column\)/,
  ],
  [
    'a column of the wrong type',
    { mapping: [[['source', 'changedAt'], 'no__de_cedula']] },
    /"no__de_cedula" .* as varchar\(20\)/,
  ],
  [
    'a mapping file with an error',
    { settings: { SYNC_CONFIG: '/nowhere.yaml' } },
    /SYNC_CONFIG.*nowhere\.yaml/,
  ],
];

describe.each(CASES)('%s', (_, options, sentence) => {
  const system = useSystem(options);

  it('is one line that names it; nothing is written, and no secret is shown', async () => {
    await system().members.insert([inventAssociate(1, PAST)]);

    expect((await system().host.runTimer('detectChanges')).succeeded).toBe(false);

    const failures = system()
      .logLines()
      .filter(({ status }) => status !== 'SUCCESS');
    expect(failures).toMatchObject([
      { operation: 'DETECT', level: 'ERROR', message: expect.stringMatching(sentence) },
    ]);
    expect(JSON.stringify(system().logLines())).not.toContain('hidden-password');
    expect(await system().queueLength()).toBe(0);
    expect(system().hubspot.contacts()).toEqual([]);
  });
});

describe('a token that HubSpot does not accept', () => {
  const system = useSystem({ settings: { HUBSPOT_ACCESS_TOKEN: 'pat-wrong-token' } });

  it('is said without showing it, and the batch waits on the queue', async () => {
    await system().members.insert([inventAssociate(1, PAST)]);
    await system().host.runTimer('detectChanges');
    await new Promise<void>((resolve) => {
      system().host.onInvocation((event) => {
        if (event.type === 'end' && event.functionName === 'upsertBatch') resolve();
      });
    });

    expect(system().logLines()).toContainEqual(
      expect.objectContaining({
        status: 'RETRY',
        code: 'HUBSPOT_REFUSED',
        message: expect.stringContaining('HUBSPOT_ACCESS_TOKEN'),
      }),
    );
    expect(JSON.stringify(system().logLines())).not.toContain('pat-wrong-token');
    expect(await system().queueLength()).toBe(1);
    expect(await system().queueLength('contact-batches-poison')).toBe(0);
  });
});

describe('a row whose key is NULL', () => {
  const system = useSystem({ mapping: [[['source', 'table'], 'dbo.socios']] });

  // promise 5
  it('is rejected with a code of its own and counted, and the others go through', async () => {
    const { members, ledger, accounts } = system();
    await members.run(
      `CREATE TABLE dbo.socios (${system()
        .mapping.fields.map(({ column }) => `${column} nvarchar(254) NULL`)
        .join(', ')}, lastmodifieddate datetime2(3) NULL)`,
    );
    const { numero_asociado: _, ...keyless } = inventAssociate(2, PAST);
    for (const row of [inventAssociate(1, PAST), keyless]) {
      await members.insert([row], 'dbo.socios');
    }

    await system().tick();

    expect([...contactsByNumber(system()).keys()]).toEqual([numberOf(1)]);
    expect((await ledger.read([''])).get('')).toMatchObject({ outcome: 'rejected', code: 'KEY_MISSING' });
    const detect = system()
      .logLines()
      .find(({ operation, status }) => operation === 'DETECT' && status === 'SUCCESS');
    expect(await accounts.read(String(detect?.['run_id']))).toMatchObject({
      detected: 2,
      counts: { created: 1, rejected: 1 },
      rejectedByCode: { KEY_MISSING: 1 },
    });
  });
});
