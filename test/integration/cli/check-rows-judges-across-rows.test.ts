import { describe, expect, it } from 'vitest';
import { type AssociateRow, inventAssociate } from '../../support/associates.ts';
import { checkInProcess } from './checkInProcess.ts';
import { codesOf, linesOf, ndjson, runCheckRows } from './runCheckRows.ts';

const associate = (index: number, changes: AssociateRow = {}) => ({
  ...inventAssociate(index, '2026-01-05T00:00:00.000'),
  ...changes,
});
const first = associate(1, {
  numero_asociado: 'A-1',
  no__de_cedula: '1-9902-0001',
  email: 'luz@example.com',
});
const check = (rows: readonly unknown[], args: readonly string[] = []) =>
  checkInProcess(Buffer.from(ndjson(...rows)), args);

describe('an identifier that stands in two rows', () => {
  it.each([
    ['KEY_SHARED', 'numero_asociado', ' a-1 '],
    ['CEDULA_TAKEN', 'no__de_cedula', '199020001'],
    ['EMAIL_TAKEN', 'email', 'LUZ@example.com'],
  ])('is %s in both, in any spelling, each with the line of the other', async (code, property, value) => {
    const run = await check([first, associate(2), associate(3, { [property]: value })], ['--language', 'en']);
    expect(codesOf(run)).toEqual([[code], [], [code]]);
    const [one, , other] = linesOf(run);
    expect(one?.findings[0]).toMatchObject({ severity: 'error', property });
    expect(one?.findings[0]?.message).toMatch(/It stands in line 3 too\.$/);
    expect(other?.findings[0]?.message).toMatch(/It stands in line 1 too\.$/);
    expect(run.stderr).toMatch(/^3 rows: 1 go, 0 rejected, 2 doubled$/m);
    expect(run.exitCode).toBe(3);
  });

  it('is told in Spanish, with what to do', async () => {
    const [line] = linesOf(await check([first, first]));
    expect(line?.findings.map(({ message }) => message)).toEqual([
      'Dos filas de SQL Server dan el mismo número en HubSpot: son iguales, o difieren solo en espacios, mayúsculas o algo que el campo quita. Corrija una de las dos. Está también en la línea 2.',
      'Otro contacto tiene esa cédula. Decida cuál de los dos es el asociado. Está también en la línea 2.',
      'Otro contacto tiene ese correo. Decida cuál de los dos es el asociado. Está también en la línea 2.',
    ]);
  });

  it('in a third row points to the first', async () => {
    const run = await check([2, 3, 4].map((index) => associate(index, { email: 'luz@example.com' })));
    const places = linesOf(run).map(({ findings }) => findings[0]?.message.match(/línea (\d+)/)?.[1]);
    expect(places).toEqual(['2', '1', '1']);
  });

  it('counts in a row that is rejected for something else', async () => {
    const run = await check([first, associate(2, { email: 'luz@example.com', lastname: null })]);
    expect(codesOf(run)).toEqual([['EMAIL_TAKEN'], ['REQUIRED_MISSING', 'EMAIL_TAKEN']]);
    expect(run.stderr).toMatch(/^2 rows: 0 go, 1 rejected, 1 doubled$/m);
  });

  it('is no identifier where its rule refuses it, or where there is nothing', async () => {
    const rows = [
      associate(1, { email: 'x' }),
      associate(2, { email: 'x' }),
      associate(3, { no__de_cedula: '' }),
      associate(4, { no__de_cedula: '' }),
    ];
    const missing = ['REQUIRED_MISSING'];
    expect(codesOf(await check(rows))).toEqual([['EMAIL_INVALID'], ['EMAIL_INVALID'], missing, missing]);
  });

  it('is named by its place in an array, whose objects may share a line', async () => {
    const run = await checkInProcess(Buffer.from(JSON.stringify([first, associate(2), first])));
    expect(linesOf(run)[2]?.findings[0]?.message).toMatch(/Está también en la fila 1\.$/);
  });
});

it('standard input that comes only once is judged across its rows as well', async () => {
  const run = await runCheckRows(ndjson(first, associate(2), first), ['--problems']);
  expect(linesOf(run).map(({ line }) => line)).toEqual([1, 3]);
});

it('20,000 rows that all stand twice are all found, and nothing else', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => associate((at % 10_000) + 1));
  const run = await check(rows, ['--summary']);
  expect(run.stderr).toMatch(/^20000 rows: 0 go, 0 rejected, 20000 doubled$/m);
  for (const code of ['KEY_SHARED', 'CEDULA_TAKEN', 'EMAIL_TAKEN'])
    expect(run.stderr).toMatch(new RegExp(`^ {2}${code} +20000$`, 'm'));
});
