import { closeSync, fstatSync, mkdtempSync, readdirSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { spool } from '../../../shared/cli/rows/input/spool.ts';
import { inventAssociate } from '../../support/associates.ts';
import { ndjson, startCheckRows } from './runCheckRows.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-spool-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Far more than a pipe holds: once it is through, the command has kept most of it. */
const PEOPLE = ndjson(
  ...Array.from({ length: 2000 }, (_, at) => inventAssociate(at + 1, '2026-01-05T00:00:00.000')),
);

async function startAndFeed() {
  // TMP is what Windows asks for.
  const child = startCheckRows(['--summary'], { env: { ...process.env, TMPDIR: folder, TMP: folder } });
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
  await new Promise((resolve) => child.stdin.write(PEOPLE, resolve));
  return { child, ended };
}

it('while standard input is kept there is no file of it, and none after the end', async () => {
  const { child, ended } = await startAndFeed();
  expect(readdirSync(folder)).toEqual([]);
  child.stdin.end();
  expect(await ended).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

it.each(['SIGINT', 'SIGKILL'] as const)('nor is there one after %s', async (signal) => {
  const { child, ended } = await startAndFeed();
  child.kill(signal);
  expect(await ended).toBe(signal);
  expect(readdirSync(folder)).toEqual([]);
});

it('what is kept is for the one who runs it alone, and comes back as it was', () => {
  const descriptor = spool([Buffer.from('Luz;'), Buffer.from('Mora')]);
  try {
    const { mode, nlink } = fstatSync(descriptor);
    // Windows has no such modes.
    if (process.platform !== 'win32')
      expect({ mode: mode & 0o777, nlink }).toEqual({ mode: 0o600, nlink: 0 });
    const buffer = Buffer.alloc(20);
    expect(buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, 20, 0))).toBe('Luz;Mora');
  } finally {
    closeSync(descriptor);
  }
});
