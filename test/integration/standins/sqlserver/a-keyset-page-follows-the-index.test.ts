import sql from 'mssql';
import { describe, expect, it } from 'vitest';
import { SERVER, useServer } from './conformance.ts';
import { CONTACTS } from './support.ts';

const PAGE = `SELECT TOP (@n) numero_asociado AS id, CONVERT(varchar(33), lastmodifieddate, 126) AS changed
  FROM dbo.hb_contacts
  WHERE lastmodifieddate >= CAST(@at AS datetime2(7)) AND (lastmodifieddate > CAST(@at AS datetime2(7)) OR numero_asociado > @id)
  ORDER BY lastmodifieddate, numero_asociado`;

describe(`a keyset page, on ${SERVER}`, () => {
  const client = useServer();

  it('walks through ties and through every row exactly once', async () => {
    await client.query(CONTACTS);
    await client.query('CREATE INDEX ix_changed ON dbo.hb_contacts (lastmodifieddate, numero_asociado)');
    // Five rows share each moment, and the keys' order has nothing to do with time.
    const rows = Array.from({ length: 500 }, (_, i) => ({
      id: `A${String((i * 7919) % 500).padStart(4, '0')}`,
      at: `2026-01-01T00:00:${
        String(i % 100)
          .padStart(2, '0')
          .slice(0, 2) < '60'
          ? String(i % 100).padStart(2, '0')
          : '59'
      }.1234567`,
    }));
    await client.query(
      `INSERT INTO dbo.hb_contacts (numero_asociado, lastmodifieddate)
       SELECT id, at FROM OPENJSON(@rows) WITH (id varchar(20) '$.id', at datetime2(7) '$.at')`,
      { rows: [sql.NVarChar(sql.MAX), JSON.stringify(rows)] },
    );
    const seen: string[] = [];
    let cursor = { id: '', changed: '0001-01-01T00:00:00' };
    for (;;) {
      const page = await client.rows(PAGE, {
        n: [sql.Int, 37],
        at: [sql.VarChar(33), cursor.changed],
        id: [sql.VarChar(20), cursor.id],
      });
      const last = page.at(-1);
      if (last === undefined) break;
      seen.push(...page.map((row) => String(row['id'])));
      cursor = { id: String(last['id']), changed: String(last['changed']) };
    }
    expect(seen).toHaveLength(500);
    expect(new Set(seen).size).toBe(500);
  });

  it('pages by OFFSET and FETCH too', async () => {
    const rows = await client.rows(
      'SELECT numero_asociado AS id FROM dbo.hb_contacts ORDER BY numero_asociado OFFSET @o ROWS FETCH NEXT 2 ROWS ONLY',
      { o: [sql.Int, 10] },
    );
    expect(rows).toEqual([{ id: 'A0010' }, { id: 'A0011' }]);
  });
});
