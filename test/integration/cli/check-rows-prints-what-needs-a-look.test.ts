import { describe, expect, it } from 'vitest';
import { FINDINGS } from '../../../shared/contacts/findings.ts';
import { type AssociateRow, inventAssociate } from '../../support/associates.ts';
import { checkInProcess } from './checkInProcess.ts';
import { linesOf, ndjson } from './runCheckRows.ts';

const associate = (index: number, changes: AssociateRow = {}) => ({
  ...inventAssociate(index, '2026-01-05T00:00:00.000'),
  ...changes,
});
const rows = [
  associate(1),
  associate(2, { email: '=1+1;"x"', telefono_habitacion: '+12' }),
  associate(3),
  associate(4, { porcentaje__beneficiario_1_: '40', nombre_y_apellidos__beneficiario_01_: 'Ana Peña' }),
];
const input = Buffer.from(`${ndjson(...rows)}{"email": \n`);
const sheetOf = (text: string) => {
  expect(text.startsWith('\ufeff')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  return text.slice(1).trimEnd().split('\r\n');
};

it('--problems prints the rows with findings alone', async () => {
  const run = await checkInProcess(input, ['--problems']);
  expect(linesOf(run).map(({ row }) => row)).toEqual([2, 4, 5]);
  expect(run.stderr).toMatch(/^5 rows: 3 go, 2 rejected$/m);
});

describe('--csv prints a sheet for the clerk', () => {
  it('with line, column, result, code and what to do, and no value of anybody', async () => {
    const run = await checkInProcess(input, ['--csv']);
    const [header, ...lines] = sheetOf(run.stdout);
    expect(header).toBe('línea;columna;resultado;código;qué hacer');
    expect(lines[0]).toBe(`2;email;la fila no se envía;EMAIL_INVALID;${FINDINGS.EMAIL_INVALID.es}`);
    expect(lines[1]).toMatch(/^2;telefono_habitacion;aviso;PHONE_INVALID;"?El teléfono/);
    expect(lines.map((line) => line.split(';')[3])).toEqual([
      'EMAIL_INVALID',
      'PHONE_INVALID',
      'BENEFICIARY_CEDULA_MISSING',
      'BENEFICIARIES_NOT_100',
      'ROW_UNREADABLE',
    ]);
    for (const value of rows.flatMap((row) => Object.values(row)).filter((one) => (one ?? '').length > 3))
      expect(run.stdout).not.toContain(value);
    expect(run.exitCode).toBe(3);
  });

  it('with --values also number and value, as text whatever a spreadsheet would make of it', async () => {
    const [header, ...lines] = sheetOf((await checkInProcess(input, ['--csv', '--values'])).stdout);
    expect(header).toBe('línea;columna;resultado;código;qué hacer;numero_asociado;valor');
    expect(lines[0]).toMatch(/;A-000002;"'=1\+1;""x"""$/);
    expect(lines[1]).toMatch(/;A-000002;'\+12$/);
    expect(lines[2]).toMatch(/;A-000004;$/);
  });

  it('in English where that is asked for', async () => {
    const [header, line] = sheetOf((await checkInProcess(input, ['--csv', '--language', 'en'])).stdout);
    expect(header).toBe('line;column;result;code;what to do');
    expect(line).toBe(`2;email;the row is not sent;EMAIL_INVALID;${FINDINGS.EMAIL_INVALID.en}`);
  });

  it('with the place in an array, where lines say nothing', async () => {
    const { stdout } = await checkInProcess(Buffer.from(JSON.stringify(rows)), ['--csv']);
    expect(sheetOf(stdout).map((line) => line.split(';')[0])).toEqual(['fila', '2', '2', '4', '4']);
  });
});

it('a terminal, and nothing else, is shown how far the check is, and ends clean', async () => {
  const { stderr } = await checkInProcess(input, ['--summary'], true);
  expect(stderr).toMatch(/^\r.*Looking at the file …/);
  expect(stderr.slice(stderr.indexOf('Read as'))).not.toContain('\r');
  expect((await checkInProcess(input, ['--summary'])).stderr).not.toContain('\r');
});
