import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FINDINGS } from '../../../shared/contacts/findings.ts';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { type AssociateRow, inventAssociate, randomFrom } from '../../support/associates.ts';
import { dirtyAssociate } from '../../support/dirtyAssociate.ts';
import { DEFAULT_MAPPING_FILE, testMapping, writeMappingFile } from '../../support/mappingFile.ts';

const script = fileURLToPath(new URL('../../../shared/cli/checkRows.ts', import.meta.url));
const mapping = testMapping();
const STAMP = '2026-01-05T00:00:00.000';

const lineSchema = z.strictObject({
  row: z.int().positive(),
  properties: z.record(z.string(), z.string()),
  findings: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.enum(['error', 'warning']),
      property: z.string(),
      message: z.string().min(1),
    }),
  ),
});

interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function checkRows(
  input: string | Buffer | Iterable<string>,
  args: readonly string[] = [],
  nodeArgs: readonly string[] = [],
): Promise<Run> {
  const child = spawn(process.execPath, [...nodeArgs, script, '--mapping', DEFAULT_MAPPING_FILE, ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const chunks = typeof input === 'string' || Buffer.isBuffer(input) ? [input] : input;
  // A program that refuses its arguments reads nothing.
  await pipeline(Readable.from(chunks), child.stdin).catch(() => undefined);
  return { exitCode: await ended, stdout, stderr };
}

function linesOf({ stdout }: Run) {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => lineSchema.parse(JSON.parse(line)));
}

const ndjson = (...rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const sound = inventAssociate(7, STAMP);

describe('an extract as NDJSON', () => {
  it('has a line for every row: what would be sent, and what was found', async () => {
    const faulty = { ...sound, email: 'ana@example.con', telefono_habitacion: '12' };
    const run = await checkRows(ndjson(sound, faulty));
    const [first, second] = linesOf(run);
    expect(run.exitCode).toBe(0);
    expect(first).toEqual({ row: 1, properties: mapRow(sound, mapping).properties, findings: [] });
    expect(second).toMatchObject({
      row: 2,
      properties: { numero_asociado: sound['numero_asociado'] },
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
    const { stderr } = await checkRows(ndjson(sound, { ...sound, email: null }, { ...sound, email: 'x' }));
    expect(stderr).toMatch(/^3 rows: 1 go, 2 rejected$/m);
    expect(stderr).toMatch(/^ {2}EMAIL_INVALID +1$/m);
    expect(stderr).toMatch(/^ {2}REQUIRED_MISSING +1$/m);
  });

  it('has the summary alone with --summary', async () => {
    const run = await checkRows(ndjson(sound, { ...sound, email: null }), ['--summary']);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/^2 rows: 1 go, 1 rejected$/m);
  });

  it('has messages in English with --language en', async () => {
    const [line] = linesOf(await checkRows(ndjson({ ...sound, email: 'x' }), ['--language', 'en']));
    expect(line?.findings[0]?.message).toBe(FINDINGS.EMAIL_INVALID.en);
  });

  it('may be damaged: the other rows are checked all the same', async () => {
    const input = `${ndjson(sound)}{"email": \n[1]\n"x"\n\n${ndjson(sound)}`;
    const lines = linesOf(await checkRows(input));
    expect(lines.map(({ findings }) => findings.map(({ code }) => code))).toEqual([
      [],
      ['ROW_UNREADABLE'],
      ['ROW_UNREADABLE'],
      ['ROW_UNREADABLE'],
      [],
    ]);
  });

  it('may have one endless line, which costs that row alone', async () => {
    const endless = Array.from({ length: 300 }, () => 'x'.repeat(10_000));
    const run = await checkRows([ndjson(sound), '{"email": "', ...endless, '"}\n', ndjson(sound)]);
    expect(linesOf(run).map(({ findings }) => findings.map(({ code }) => code))).toEqual([
      [],
      ['ROW_UNREADABLE'],
      [],
    ]);
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

  it('has its strange and missing columns named', async () => {
    const { stderr } = await checkRows(ndjson({ ...sound, correo: 'x', telefono_habitacion: undefined }));
    expect(stderr).toMatch(/^Columns the mapping file does not know, ignored: correo$/m);
    expect(stderr).toMatch(/^Columns of the mapping file that no row has: telefono_habitacion$/m);
  });
});

describe('an extract as CSV', () => {
  const columns = mapping.fields.flatMap(({ column, isOptional }) => (isOptional ? [] : [column]));
  const quoted = (value: string | null) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);
  const csv = (delimiter: string, end: string, ...rows: readonly AssociateRow[]) =>
    [columns, ...rows.map((row) => columns.map((column) => quoted(row[column] ?? null)))]
      .map((cells) => cells.join(delimiter) + end)
      .join('');
  const tricky = { ...sound, firstname: 'Luz, "la"; de\nMora' };

  it.each([
    [',', '\n'],
    [';', '\r\n'],
    ['\t', '\n'],
    ['|', '\r\n'],
  ])('says the same as NDJSON, delimiter %j, line ends %j', async (delimiter, end) => {
    const rows = [sound, tricky, inventAssociate(8, STAMP)];
    const byCsv = await checkRows(`\ufeff${csv(delimiter, end, ...rows)}`);
    expect(linesOf(byCsv)).toEqual(linesOf(await checkRows(ndjson(...rows))));
  });

  it('comes in pieces of any size', async () => {
    const text = csv(';', '\r\n', sound, tricky, sound);
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
    const header = 'numero_asociado,email\n';
    const text = `${header}A-1\nA-2,"x"y\nA-3,ana@example.com\n`;
    const codes = linesOf(await checkRows(text)).map(({ findings }) => findings[0]?.code);
    expect(codes).toEqual(['ROW_UNREADABLE', 'ROW_UNREADABLE', 'REQUIRED_MISSING']);
  });

  it('may be in another encoding', async () => {
    const [utf16] = linesOf(await checkRows(Buffer.from(`\ufeff${csv(',', '\n', sound)}`, 'utf16le')));
    const latin = Buffer.from(csv(',', '\n', sound), 'latin1');
    const [windows] = linesOf(await checkRows(latin, ['--encoding', 'windows-1252']));
    expect(utf16?.properties['lastname']).toBe(sound['lastname']);
    expect(windows?.properties['lastname']).toBe(sound['lastname']);
  });
});

describe('the command', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads a file as well as standard input', async () => {
    const path = join(folder, 'rows.csv');
    writeFileSync(path, `numero_asociado\nA-1\n`);
    expect(linesOf(await checkRows('', [path]))).toHaveLength(1);
  });

  it('says nothing of an empty extract but that it is empty', async () => {
    expect(await checkRows('\n \n')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '0 rows: 0 go, 0 rejected\n',
    });
  });

  it.each([
    [['--languag', 'en'], /npm run -s check:rows/],
    [['--language', 'fr'], /npm run -s check:rows/],
    [['--encoding', 'klingon'], /npm run -s check:rows/],
    [['/nowhere/rows.csv'], /ENOENT/],
    [['--mapping', '/nowhere/contacts.yaml'], /cannot be read/],
  ])('refuses %j', async (args, message) => {
    const { exitCode, stdout, stderr } = await checkRows('', args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('at ');
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
  expect(run).toMatchObject({ exitCode: 0, stdout: '' });
  expect(run.stderr).toMatch(/^100000 rows: \d+ go, \d+ rejected$/m);
}, 300_000);
