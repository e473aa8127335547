import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FINDINGS } from '../../../shared/contacts/findings.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { type AssociateRow, inventAssociate, randomFrom } from '../../support/associates.ts';
import { dirtyAssociate } from '../../support/dirtyAssociate.ts';
import { testMapping, writeMappingFile } from '../../support/mappingFile.ts';
import { runCheckRows as checkRows, codesOf, linesOf, ndjson, startCheckRows } from './runCheckRows.ts';

const mapping = testMapping();
const STAMP = '2026-01-05T00:00:00.000';
/** Three associates without a fault. */
const sound = inventAssociate(7, STAMP);
const second = inventAssociate(8, STAMP);
const third = inventAssociate(9, STAMP);

describe('an extract as NDJSON', () => {
  it('has a line for every row: what would be sent, and what was found', async () => {
    const faulty = { ...second, email: 'ana@example.con', telefono_habitacion: '12' };
    const run = await checkRows(ndjson(sound, faulty));
    const [first, other] = linesOf(run);
    expect(run.exitCode).toBe(3);
    expect(first).toEqual({ row: 1, line: 1, properties: mapRow(sound, mapping).properties, findings: [] });
    expect(other).toMatchObject({
      row: 2,
      line: 2,
      properties: { numero_asociado: second['numero_asociado'] },
      findings: [
        { code: 'EMAIL_INVALID', severity: 'error', property: 'email', message: FINDINGS.EMAIL_INVALID.es },
        {
          code: 'PHONE_INVALID',
          severity: 'warning',
          property: 'telefono_habitacion',
          message: FINDINGS.PHONE_INVALID.es,
        },
      ],
    });
  });

  it('has a summary by code on standard error', async () => {
    const warned = { ...inventAssociate(10, STAMP), telefono_habitacion: '12' };
    const rows = [sound, { ...second, email: null }, { ...third, email: 'x' }, warned];
    const { stderr } = await checkRows(ndjson(...rows));
    expect(stderr).toMatch(/^4 rows: 2 go, 2 rejected$/m);
    expect(stderr).toMatch(/^1 of those that go have warnings$/m);
    expect(stderr).toMatch(/^ {2}PHONE_INVALID +1$/m);
    expect(stderr).toMatch(/^ {2}EMAIL_INVALID +1$/m);
    expect(stderr).toMatch(/^ {2}REQUIRED_MISSING +1$/m);
  });

  it('has the summary alone with --summary', async () => {
    const run = await checkRows(ndjson(sound, { ...second, email: null }), ['--summary']);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/^2 rows: 1 go, 1 rejected$/m);
  });

  it('has messages in English with --language en', async () => {
    const [line] = linesOf(await checkRows(ndjson({ ...sound, email: 'x' }), ['--language', 'en']));
    expect(line?.findings[0]?.message).toBe(FINDINGS.EMAIL_INVALID.en);
  });

  it('may be damaged: the other rows are checked all the same', async () => {
    const input = `${ndjson(sound)}{"email": \n[1]\n"x"\n\n${ndjson(second)}`;
    const run = await checkRows(input);
    const damaged = ['ROW_UNREADABLE'];
    expect(codesOf(run)).toEqual([[], damaged, damaged, damaged, []]);
    expect(linesOf(run).map(({ line }) => line)).toEqual([1, 2, 3, 4, 6]);
  });

  it('may have one endless line, which costs that row alone', async () => {
    const endless = Array.from({ length: 300 }, () => 'x'.repeat(10_000));
    const run = await checkRows([ndjson(sound), '{"email": "', ...endless, '"}\n', ndjson(second)]);
    expect(codesOf(run)).toEqual([[], ['ROW_UNREADABLE'], []]);
  });

  it('may hold numbers and booleans, and columns in another case', async () => {
    const row = {
      ...sound,
      email: undefined,
      EMAIL: 'luz@example.com',
      salario_bruto_semanal_o_quincenal: 300_000.5,
      telefono_habitacion: 22220007,
    };
    const [line] = linesOf(await checkRows(ndjson(row)));
    expect(line).toMatchObject({
      properties: {
        email: 'luz@example.com',
        salario_bruto_semanal_o_quincenal: '300000.5',
        telefono_habitacion: '+50622220007',
      },
      findings: [],
    });
  });

  it('has its strange and missing columns named, with what they may be', async () => {
    const row = {
      ...sound,
      telefono_casa: 'x',
      edad: 1,
      'de\u001b[2Jlito': 'x',
      telefono_habitacion: undefined,
    };
    const { exitCode, stderr } = await checkRows(ndjson(row));
    expect(stderr).toMatch(
      /^Columns the mapping file does not know, ignored: telefono_casa \(telefono_habitacion\?\), edad, de\ufffd\[2Jlito$/m,
    );
    expect(stderr).toMatch(/^Columns of the mapping file that no row has: telefono_habitacion$/m);
    expect(exitCode).toBe(0);
  });
});

describe('an extract as CSV', () => {
  const columns = mapping.fields.flatMap(({ column, isOptional }) => (isOptional ? [] : [column]));
  const quoted = (value: string | null) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);
  const csv = (delimiter: string, end: string, ...rows: readonly AssociateRow[]) =>
    [columns, ...rows.map((row) => columns.map((column) => quoted(row[column] ?? null)))]
      .map((cells) => cells.join(delimiter) + end)
      .join('');
  const tricky = { ...second, firstname: 'Luz, "la"; de\nMora' };

  it.each([
    [',', '\n'],
    [';', '\r\n'],
    ['\t', '\n'],
    ['|', '\r\n'],
  ])('says the same as NDJSON, delimiter %j, line ends %j', async (delimiter, end) => {
    const rows = [sound, tricky, third];
    const byCsv = linesOf(await checkRows(`\ufeff${csv(delimiter, end, ...rows)}`));
    const byNdjson = linesOf(await checkRows(ndjson(...rows)));
    expect(byCsv.map(({ line: _, ...rest }) => rest)).toEqual(byNdjson.map(({ line: _, ...rest }) => rest));
    // Below the header; the name of the second row spans two lines.
    expect(byCsv.map(({ line }) => line)).toEqual([2, 3, 5]);
  });

  it('comes in pieces of any size', async () => {
    const text = csv(';', '\r\n', sound, tricky, third);
    const pieces = Array.from({ length: Math.ceil(text.length / 7) }, (_, index) =>
      text.slice(index * 7, index * 7 + 7),
    );
    expect(linesOf(await checkRows(pieces))).toEqual(linesOf(await checkRows(text)));
  });

  it('may hold NULL as SQL Server Management Studio writes it', async () => {
    const text = csv(',', '\n', { ...sound, telefono_habitacion: '@' }).replace('"@"', 'NULL');
    const [line] = linesOf(await checkRows(text));
    expect(line?.properties['telefono_habitacion']).toBe('');
  });

  it('with a row too short or a quote too many has that row named', async () => {
    const [header = '', row = ''] = csv(',', '\n', sound).split('\n');
    const text = [header, 'A-1', row.replace('"', '"x"'), row].map((line) => `${line}\n`).join('');
    const run = await checkRows(text);
    expect(codesOf(run)).toEqual([['ROW_UNREADABLE'], ['ROW_UNREADABLE'], []]);
    expect(run.exitCode).toBe(3);
  });
});

describe('the command', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads a file as well as standard input', async () => {
    const path = join(folder, 'rows.ndjson');
    writeFileSync(path, ndjson(sound));
    expect(linesOf(await checkRows('', [path]))).toHaveLength(1);
  });

  it('prints into a file that is not there yet, for the one who runs it', async () => {
    const path = join(folder, 'revisar.csv');
    const faulty = ndjson({ ...sound, email: 'x' });
    const args = ['--csv', '--output', path];
    expect(await checkRows(faulty, args)).toMatchObject({ exitCode: 3, stdout: '' });
    expect(readFileSync(path, 'utf8')).toMatch(/^\ufefflínea;.*\r\n1;email;.*EMAIL_INVALID;.*\r\n$/);
    // Windows has no such modes.
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await checkRows(faulty, args)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `${path} is there already. Delete it, or choose another name.\n`,
    });
    const nowhere = join(folder, 'none', 'revisar.csv');
    const { exitCode, stderr } = await checkRows(faulty, ['--output', nowhere]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`\n${nowhere} cannot be written (ENOENT).\n`);
  });

  it('ends without a word when nobody reads on', async () => {
    const child = startCheckRows([]);
    const ended = new Promise((resolve) => child.once('close', resolve));
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.destroy();
    const rows = Array.from({ length: 2000 }, (_, at) => inventAssociate(at + 1, STAMP));
    child.stdin.end(ndjson(...rows));
    expect(await ended).toBe(1);
    expect(stderr).toBe('Read as NDJSON, an object a line, utf-8.\n');
  });

  it('helps', async () => {
    const run = await checkRows('', ['--help']);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('npm run -s check:rows');
  });

  it.each([
    [['--languag', 'en'], 'There is no option --languag; the nearest is --language.'],
    [['--language', 'fr'], '--language is es or en.'],
    [
      ['--encoding', 'klingon'],
      '--encoding klingon is not known; windows-1252, cp850 or utf-16le are, for instance.',
    ],
    [['--encoding', '--summary'], '--encoding needs a value.'],
    [['--summary=yes'], '--summary takes no value.'],
    [['--summary', '--csv'], '--summary, --problems and --csv exclude each other.'],
    [['--summary', '--output', 'a'], '--summary prints no rows that --output could keep.'],
    [['--values'], '--values belongs to --csv: the lines of JSON have the values anyway.'],
    [['a.csv', 'b.csv'], 'One file is checked at a time; 2 are given.'],
  ])('refuses %j with its fault and the usage', async (args, fault) => {
    const { exitCode, stdout, stderr } = await checkRows('', args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.split('\n', 1)).toEqual([fault]);
    expect(stderr).toContain('npm run -s check:rows');
  });

  it.each([
    [['/nowhere/rows.csv'], '/nowhere/rows.csv cannot be read (ENOENT).'],
    [[tmpdir()], 'That is a folder. Give the file to check.'],
    [
      ['--mapping', '/nowhere/contacts.yaml'],
      'SYNC_CONFIG: the mapping file /nowhere/contacts.yaml cannot be read (ENOENT).',
    ],
  ])('fails over %j in one sentence', async (args, sentence) => {
    expect(await checkRows('', args)).toEqual({ exitCode: 1, stdout: '', stderr: `${sentence}\n` });
  });

  it('checks by another mapping file', async () => {
    const file = writeMappingFile([[['sync', 'sensitiveFields'], 'leaveOut']]);
    try {
      const [line] = linesOf(await checkRows(ndjson(sound), ['--mapping', file.path]));
      expect(line?.properties).not.toHaveProperty('salario_bruto_semanal_o_quincenal');
    } finally {
      file.remove();
    }
  });
});

// promise 9
it('100,000 rows pass in a heap that could not hold them', async () => {
  const random = randomFrom(3);
  function* rows() {
    for (let index = 1; index <= 100_000; index += 100) {
      const page = Array.from({ length: 100 }, (_, offset) => index + offset);
      yield ndjson(
        ...page.map((one) => (one % 10 === 0 ? dirtyAssociate(one, random) : inventAssociate(one, STAMP))),
      );
    }
  }
  const run = await checkRows(rows(), ['--summary'], ['--max-old-space-size=48', '--max-semi-space-size=4']);
  expect(run).toMatchObject({ exitCode: 3, stdout: '' });
  expect(run.stderr).toMatch(/^100000 rows: \d+ go, \d+ rejected/m);
}, 300_000);
