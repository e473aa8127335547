import { afterAll, describe, expect, it } from 'vitest';
import { readCatalog } from '../../../standins/sqlserver/engine/catalog.ts';
import { compileSelect } from '../../../standins/sqlserver/engine/compileSelect.ts';
import { type DdlStatement, runDdl } from '../../../standins/sqlserver/engine/ddl.ts';
import { installRoutines } from '../../../standins/sqlserver/engine/routines.ts';
import { CompileContext } from '../../../standins/sqlserver/engine/scope.ts';
import { SqlDatabase } from '../../../standins/sqlserver/engine/sqlDatabase.ts';
import { parseBatch } from '../../../standins/sqlserver/tsql/parseStatement.ts';
import { INT, type SqlType, textType } from '../../../standins/sqlserver/types.ts';
import { CONTACTS } from './support.ts';

const PARAMETERS: ReadonlyMap<string, SqlType> = new Map([
  ['n', INT],
  ['at', textType('varchar', 33)],
  ['id', textType('varchar', 20)],
  ['keys', textType('nvarchar', -1)],
]);

describe('the SQL given to SQLite', () => {
  const database = new SqlDatabase('cooperativa', 1);
  const db = database.open();
  installRoutines(db, database.routines, { error: undefined }, database.random);
  for (const statement of parseBatch(
    `${CONTACTS}; CREATE INDEX ix ON dbo.hb_contacts (lastmodifieddate, numero_asociado)`,
  )) {
    if (isDdl(statement)) runDdl(db, database.name, readCatalog(db), statement);
  }
  afterAll(() => {
    db.close();
    database.close();
  });

  /** SQLite's own description of how it would run a SELECT. */
  const explain = (text: string): string => {
    const context = new CompileContext(readCatalog(db), database.name, PARAMETERS, database.routines);
    const [select] = parseBatch(text);
    if (select?.kind !== 'select') throw new Error('not a SELECT');
    const { sql } = compileSelect(context, undefined, select, 'result');
    for (const { tempTable } of context.jsonSources)
      db.exec(`CREATE TEMP TABLE IF NOT EXISTS "${tempTable}" (c0)`);
    return db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => String(row['detail']))
      .join('\n');
  };

  it('seeks a keyset page by time and key, and sorts nothing', () => {
    const plan =
      explain(`SELECT TOP (@n) numero_asociado FROM dbo.hb_contacts WHERE lastmodifieddate >= CAST(@at AS datetime2(7))
      AND (lastmodifieddate > CAST(@at AS datetime2(7)) OR numero_asociado > @id) ORDER BY lastmodifieddate, numero_asociado`);
    expect(plan).toMatch(/SEARCH .*INDEX hb_contacts\$ix \(lastmodifieddate>\?\)/);
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('seeks a page by the primary key, and sorts nothing', () => {
    const plan = explain(
      'SELECT TOP (@n) nombre FROM dbo.hb_contacts WHERE numero_asociado > @id ORDER BY numero_asociado',
    );
    expect(plan).toMatch(/SEARCH .*INDEX hb_contacts\$pk_hb_contacts/);
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('finds each key of an OPENJSON by the primary key', () => {
    const plan = explain(`SELECT k.[key], t.nombre FROM OPENJSON(@keys) WITH ([key] varchar(20) '$') AS k
      LEFT JOIN dbo.hb_contacts AS t ON t.numero_asociado = k.[key] COLLATE DATABASE_DEFAULT`);
    expect(plan).toMatch(/SEARCH .*INDEX hb_contacts\$pk_hb_contacts/);
  });
});

function isDdl(statement: { readonly kind: string }): statement is DdlStatement {
  return statement.kind === 'createTable' || statement.kind === 'createIndex';
}
