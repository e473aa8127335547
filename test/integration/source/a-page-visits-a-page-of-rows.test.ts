import { afterAll, describe, expect, it } from 'vitest';
import { STATEMENTS } from '../../../shared/source/statements.ts';
import { readCatalog } from '../../standins/sqlserver/engine/catalog.ts';
import { compileSelect } from '../../standins/sqlserver/engine/compileSelect.ts';
import { runDdl } from '../../standins/sqlserver/engine/ddl.ts';
import { installRoutines } from '../../standins/sqlserver/engine/routines.ts';
import { CompileContext } from '../../standins/sqlserver/engine/scope.ts';
import { SqlDatabase } from '../../standins/sqlserver/engine/sqlDatabase.ts';
import { parseBatch } from '../../standins/sqlserver/tsql/parseStatement.ts';
import { INT, type SqlType, textType } from '../../standins/sqlserver/types.ts';

const TEXT = textType('nvarchar', 4000);
/** By the names as the engine knows them. */
const PARAMETERS: ReadonlyMap<string, SqlType> = new Map([
  ['pagesize', INT],
  ...['from', 'fromkey', 'now', 'safe'].map((name) => [name, TEXT] as const),
]);
const column = (name: string, declaredType: string) => ({
  name,
  declaredType,
  baseType: declaredType.replace(/\(.*/, ''),
  isNullable: false,
  collation: null,
  canSelect: true,
});
const TABLE = {
  name: 'dbo.members',
  quotedName: '[dbo].[members]',
  key: column('numero_asociado', 'varchar(20)'),
  changedAt: column('lastmodifieddate', 'datetime2(3)'),
  columns: [],
  rowversion: undefined,
  identity: '',
  isReadOnly: false,
};
const STAMP = '2026-01-05T10:00:00.000';
const LATER = '2026-01-06T00:00:00.000';
const PAGE = 100;

/** What was sent before: one predicate for the rest of a stamp and for what comes behind it. */
const WITH_OR = STATEMENTS.keysFromStamp
  .text(TABLE)
  .replace(
    'AND t.[numero_asociado] IS NOT NULL',
    'AND (t.[lastmodifieddate] > CAST(@from AS datetime2(3)) OR t.[numero_asociado] > CAST(@fromKey AS varchar(20)))',
  );

describe('a page in the middle of one stamp', () => {
  const database = new SqlDatabase('cooperativa', 1);
  const db = database.open();
  installRoutines(db, database.routines, { error: undefined }, database.random);
  let visited = 0;
  db.function('visited', { deterministic: false }, (_rowId) => {
    visited += 1;
    return 1;
  });
  for (const statement of parseBatch(
    `CREATE TABLE dbo.members (numero_asociado varchar(20) NOT NULL PRIMARY KEY, lastmodifieddate datetime2(3) NOT NULL);
     CREATE INDEX ix ON dbo.members (lastmodifieddate, numero_asociado)`,
  )) {
    if (statement.kind === 'createTable' || statement.kind === 'createIndex')
      runDdl(db, database.name, readCatalog(db), statement);
  }
  afterAll(() => {
    db.close();
    database.close();
  });

  const compile = (text: string) => {
    const context = new CompileContext(readCatalog(db), database.name, PARAMETERS, database.routines);
    const [select] = parseBatch(text);
    if (select?.kind !== 'select') throw new Error('not a SELECT');
    return { ...compileSelect(context, undefined, select, 'result'), bindings: context.bindings };
  };
  const stamp = compile(`SELECT CAST('${STAMP}' AS datetime2(3)) AS at`).sql;

  /** The rows that SQLite looks at for one page behind the middle of a stamp that `rows` rows share. */
  const visits = (text: string, rows: number) => {
    db.exec('DELETE FROM "members"');
    db.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO "members" SELECT printf('A-%09d', i), (${stamp}) FROM n`,
    ).run(rows);
    const { sql, bindings } = compile(text);
    const values: Readonly<Record<string, string | number>> = {
      pagesize: PAGE,
      from: STAMP,
      fromkey: `A-${String(rows / 2).padStart(9, '0')}`,
      now: LATER,
      safe: LATER,
    };
    const bound = Object.fromEntries(
      [...bindings].map(([name, binding]) => [
        name,
        binding.kind === 'parameter' ? (values[binding.name] ?? null) : 1,
      ]),
    );
    visited = 0;
    const counting = db.prepare(sql.replace(/ WHERE /, ' WHERE visited(s1.rowid) AND '));
    return { found: counting.all(bound).length, visited };
  };

  it('costs the rows of the page, whatever the size of the stamp', () => {
    for (const rows of [2_000, 20_000, 200_000]) {
      const { visited: count, found } = visits(STATEMENTS.keysOfStamp.text(TABLE), rows);
      expect(found).toBe(PAGE);
      expect(count).toBeLessThanOrEqual(PAGE + 1);
    }
  });

  it('would cost the whole stamp before it with one predicate for both', () => {
    for (const rows of [2_000, 20_000]) {
      const { visited: count, found } = visits(WITH_OR, rows);
      expect(found).toBe(PAGE);
      expect(count).toBeGreaterThanOrEqual(rows / 2);
    }
  });

  it('costs a page at a run’s beginning and behind the stamp too', () => {
    for (const name of ['keysFromStamp', 'keysAfterStamp'] as const)
      expect(visits(STATEMENTS[name].text(TABLE), 20_000).visited).toBeLessThanOrEqual(PAGE + 1);
  });
});
