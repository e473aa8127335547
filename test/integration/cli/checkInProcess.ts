import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { checkRows } from '../../../shared/cli/rows/checkRows.ts';
import { readOptions } from '../../../shared/cli/rows/readOptions.ts';
import { testMapping } from '../../support/mappingFile.ts';
import type { Run } from './runCheckRows.ts';

const mapping = testMapping();

/** What the command does, in this process: for many files, where starting one for each would take a minute. */
export async function checkInProcess(
  bytes: Buffer,
  args: readonly string[] = [],
  isTTY = false,
): Promise<Run> {
  const read = readOptions(args);
  if (read.kind !== 'check') throw new Error('These arguments ask for no check.');
  const folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-rows-'));
  const path = join(folder, 'extract');
  writeFileSync(path, bytes);
  const stdin = openSync(path, 'r');
  let [stdout, stderr] = ['', ''];
  const printed = new Writable({
    decodeStrings: false,
    write: (text, _, done) => {
      stdout += text;
      done();
    },
  });
  const said = {
    isTTY,
    write: (text: string) => {
      stderr += text;
    },
  };
  try {
    const exitCode = await checkRows({ ...read.options, mapping }, { stdin, stdout: printed, stderr: said });
    return { exitCode, stdout, stderr };
  } finally {
    closeSync(stdin);
    rmSync(folder, { recursive: true });
  }
}
