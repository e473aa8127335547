import { describe, expect, it } from 'vitest';
import { checkRequest } from '../../checks/checkRequest.ts';
import { describeReport } from '../../checks/describeReport.ts';
import type { ListedStatement } from '../../checks/listStatements.ts';
import type { CheckReport, CheckRequest } from '../../checks/runChecker.ts';
import { useChecker } from './useChecker.ts';

const real = checkRequest();

function theApps(name: string): ListedStatement {
  const statement = real.statements.find((candidate) => candidate.name === name);
  if (!statement) throw new Error(`The app sends no statement "${name}".`);
  return statement;
}

/** A statement of the app with one mistake in it. */
function mistake(name: string, right: string, wrong: string): ListedStatement {
  const statement = theApps(name);
  if (!statement.text.includes(right)) throw new Error(`${name} does not hold "${right}".`);
  return { ...statement, name: `${name} with ${wrong}`, text: statement.text.replaceAll(right, wrong) };
}

const own = (text: string): ListedStatement => ({ name: text, text, parameters: {} });

/** [what, statement, code, what its message names] */
const WRONG_STATEMENTS: readonly (readonly [string, ListedStatement, string, string])[] = [
  [
    'a misspelt column',
    mistake('keysFromStamp', '[lastmodifieddate]', '[lastmodifiedate]'),
    'SQL71501',
    '[lastmodifiedate]',
  ],
  [
    'a misspelt column beside OPENJSON',
    mistake('rowsByKeys', 't.[email]', 't.[emial]'),
    'SQL71501',
    '[emial]',
  ],
  [
    'an unknown table',
    mistake('keysFromStamp', '[dbo].[hb_contacts]', '[dbo].[hb_contact]'),
    'SQL71502',
    '[dbo].[hb_contact]',
  ],
  [
    'an unknown built-in function',
    mistake('utcBounds', 'SYSUTCDATETIME', 'SYSUTCDATE'),
    'SQL195',
    "'SYSUTCDATE'",
  ],
  [
    'an unknown function of the database',
    own('SELECT dbo.fingerprint(t.email) AS x FROM dbo.hb_contacts AS t'),
    'SQL71502',
    '[fingerprint]',
  ],
  ['an unknown global variable', own('SELECT @@DTBS AS x'), 'SQL137', "'@@DTBS'"],
  [
    'a wrong column of CHANGETABLE',
    mistake('trackedChanges', 'SYS_CHANGE_OPERATION', 'SYS_CHANGE_KIND'),
    'SQL71502',
    '[SYS_CHANGE_KIND]',
  ],
  [
    'a wrong column of OPENJSON',
    mistake('unlikeKeys', 'SELECT k.asked', 'SELECT k.askd'),
    'SQL207',
    "'askd'",
  ],
  [
    'a wrong column of a catalogue view',
    mistake('describeIndexes', 'i.is_unique', 'i.is_uniqe'),
    'SQL71502',
    '[is_uniqe]',
  ],
  [
    'a column of another catalogue view',
    mistake('describeColumns', 'c.max_length', 't.scale'),
    'SQL71502',
    '[sys].[types].[scale]',
  ],
  ['a parameter that is not declared', mistake('keysFromStamp', '@safe', '@saef'), 'SQL70590', '@saef'],
  ['a syntax error', mistake('keysFromStamp', 'ORDER BY', 'ORDERED BY'), 'SQL46010', 'ORDERED'],
  [
    'syntax newer than SQL Server 2016',
    own(
      'SELECT t.no__de_cedula FROM dbo.hb_contacts AS t WHERE t.no__de_cedula IS DISTINCT FROM t.telefono_oficina',
    ),
    'SQL2016',
    'DISTINCT',
  ],
  [
    'a function newer than SQL Server 2016',
    own("SELECT CONCAT_WS(' ', t.no__de_cedula, t.telefono_oficina) AS x FROM dbo.hb_contacts AS t"),
    'SQL2016',
    "'CONCAT_WS'",
  ],
];

const WRONG_SCRIPTS = [
  {
    file: 'with a syntax error.sql',
    text: 'PRINT 1;\nGO\n\nALTER TABEL dbo.hb_contacts ADD x int;\nGO\n',
    ...{ code: 'SQL46010', line: 4, column: 7 },
  },
  {
    file: 'with a misspelt column.sql',
    text: 'PRINT 1;\r\nGO\r\nCREATE INDEX IX_y\r\n    ON dbo.hb_contacts (lastmodified);\r\n',
    ...{ code: 'SQL71501', line: 4, column: 25 },
  },
  {
    file: 'with an unknown table.sql',
    text: '-- To read.\nGRANT SELECT ON OBJECT::dbo.hb_kontacts TO public;\n',
    ...{ code: 'SQL71502', line: 2, column: 29 },
  },
  {
    file: 'with a wrong column of a catalogue view.sql',
    text: 'SELECT is_uniqe FROM sys.indexes;\n',
    ...{ code: 'SQL71502', line: 1, column: 8 },
  },
];

const FORGOTTEN = { code: 'SQL71502', contains: '[sys].[tables]', reason: 'was used once' };

const report = useChecker({
  real: () => real,
  wrong: (): CheckRequest => ({
    schema: real.schema,
    scripts: WRONG_SCRIPTS,
    statements: WRONG_STATEMENTS.map(([, statement]) => statement),
    allowed: [...real.allowed, FORGOTTEN],
  }),
});

const findingsOf = ({ findings }: CheckReport, where: string) =>
  findings.filter(({ file, name }) => (file ?? name) === where);

describe('the T-SQL check', () => {
  it('accepts every statement of the app and every script of infra/sql', (context) => {
    const { findings, counts } = report(context, 'real');
    expect(findings).toEqual([]);
    expect(counts).toMatchObject({ statements: real.statements.length, scripts: real.scripts.length });
    expect(counts.statements).toBeGreaterThan(100);
    expect(counts.scripts).toBeGreaterThanOrEqual(6);
  });

  it.for(WRONG_STATEMENTS)('refuses %s', ([, statement, code, named], context) => {
    expect(findingsOf(report(context, 'wrong'), statement.name)).toContainEqual(
      expect.objectContaining({ code, message: expect.stringContaining(named) }),
    );
  });

  it.for(WRONG_SCRIPTS)(
    'refuses the script $file, and says where',
    ({ file, code, line, column }, context) => {
      expect(findingsOf(report(context, 'wrong'), file)).toContainEqual(
        expect.objectContaining({ code, line, column }),
      );
    },
  );

  it('refuses an entry of the reviewed list that is not needed any more', (context) => {
    expect(report(context, 'wrong').findings).toContainEqual(
      expect.objectContaining({ code: 'UNUSED', message: expect.stringContaining('[sys].[tables]') }),
    );
  });

  it('refuses every one of these, and nothing that is right beside them', (context) => {
    const { findings } = report(context, 'wrong');
    const wrong = new Set<string | undefined>([
      ...WRONG_STATEMENTS.map(([, { name }]) => name),
      ...WRONG_SCRIPTS.map(({ file }) => file),
    ]);
    const met = new Set(
      findings.filter(({ code }) => code !== 'UNUSED').map(({ file, name }) => file ?? name),
    );
    expect(met).toEqual(wrong);
  });

  it('tells a finding with its place, once for all kinds of tables', (context) => {
    const { counts } = report(context, 'wrong');
    const finding = { line: 7, column: 9, code: 'SQL71501', severity: 'error', message: 'no [emial]' };
    const findings = [
      { ...finding, name: 'rowsByKeys' },
      { ...finding, name: 'rowsByKeys [int key, datetime stamp]' },
      { ...finding, file: 'infra/sql/01-index.sql' },
    ];
    const told = describeReport({ findings, counts: { ...counts, findings: 3 } });
    expect(told).toContain('rowsByKeys:7:9: error SQL71501: no [emial] (and 1 more in this place)');
    expect(told).toContain('infra/sql/01-index.sql:7:9: error SQL71501: no [emial]\n3 findings.');
  });
});
