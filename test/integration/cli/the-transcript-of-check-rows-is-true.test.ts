import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { FILE_CASES } from './fileCases.ts';
import { runCheckRows } from './runCheckRows.ts';

const operate = readFileSync(fileURLToPath(new URL('../../../docs/operate.md', import.meta.url)), 'utf8');
const transcript =
  /```console\n(?<text>\$ npm run -s check:rows[\s\S]*?)```/.exec(operate)?.groups?.['text'] ?? '';
const COMMAND = /^npm run -s check:rows -- (?<file>\S+) --summary; echo \$\?\n(?<said>[\s\S]*)$/;
const runs = transcript
  .split(/^\$ /m)
  .slice(1)
  .map((text) => ({
    file: COMMAND.exec(text)?.groups?.['file'] ?? '',
    said: COMMAND.exec(text)?.groups?.['said'] ?? '',
  }));

it('docs/operate.md shows six files', () => {
  expect(new Set(runs.map(({ file }) => file)).size).toBe(6);
});

it.each(runs)('$file', async ({ file, said }) => {
  const given = FILE_CASES.find((one) => one.file === file);
  const { stdout, stderr, exitCode } = await runCheckRows(given?.bytes ?? '', ['--summary']);
  // A line that is cut short in the paper ends in an ellipsis.
  const shown = said.trimEnd().split('\n');
  const real = `${stdout}${stderr}${exitCode}`.split('\n');
  const cut = real.map((line, at) => {
    const paper = shown[at] ?? '';
    return paper.endsWith('…') && line.startsWith(paper.slice(0, -1)) ? paper : line;
  });
  expect(cut).toEqual(shown);
});
