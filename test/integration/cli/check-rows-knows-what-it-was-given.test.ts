import { expect, it } from 'vitest';
import { checkInProcess } from './checkInProcess.ts';
import { ASKED_FOR, FILE_CASES, type FileCase, PERSONAL } from './fileCases.ts';
import { linesOf, type Run, runCheckRows } from './runCheckRows.ts';

function expectRun(run: Run, { expected }: FileCase): void {
  const { exitCode, says, rows, names } = expected;
  let from = 0;
  for (const sentence of says) {
    const found = sentence.exec(run.stderr.slice(from));
    expect(found, `${sentence} in ${run.stderr}`).not.toBeNull();
    from += (found?.index ?? 0) + 1;
  }
  expect(run.exitCode).toBe(exitCode);
  // Before a file is understood, nothing is printed of it.
  if (rows === undefined) expect(run.stdout).toBe('');
  else expect(linesOf(run)).toHaveLength(rows);
  if (names) {
    expect(linesOf(run).map(({ properties }) => properties['lastname'])).toEqual(names);
    expect(run.stderr).toContain(`${rows} rows: ${names.length} go, 0 rejected`);
  }
  for (const value of PERSONAL) expect(run.stderr).not.toContain(value);
}

it.each(FILE_CASES)('$name', async (given) => {
  expectRun(await checkInProcess(given.bytes, given.args), given);
});

it.each(ASKED_FOR)('the command, through a pipe: $name', async (given) => {
  expectRun(await runCheckRows(given.bytes, given.args), given);
});
