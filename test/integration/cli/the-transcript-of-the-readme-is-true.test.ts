import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { inventAssociates } from '../../support/associates.ts';
import { callCli } from '../../support/callCli.ts';
import { spawnCli } from '../../support/spawnCli.ts';
import { useWriter } from '../../support/useWriter.ts';

const readme = readFileSync(fileURLToPath(new URL('../../../README.md', import.meta.url)), 'utf8');
const transcript = /```console\n(?<text>\$ npm ci\n[\s\S]*?)```/.exec(readme)?.groups?.['text'] ?? '';
const [install = '', init = '', sync = ''] = transcript.split(/^\$ /m).slice(1);

/** What the paper shows of a command; an ellipsis is anything. */
function shown(text: string): RegExp {
  const [, said = ''] = /^.*\n([\s\S]*)$/.exec(text) ?? [];
  const parts = said
    .trimEnd()
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*')}\\s*$`);
}

const world = useWriter('embedded', { adopted: false });

it('the three commands of the README, as a new user calls them', async () => {
  expect(install).toBe('npm ci\n');
  const directory = mkdtempSync(join(tmpdir(), 'hubspot-sync-new-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const { members, hubspot, env } = world();
  const rows = inventAssociates(200, { seed: 1, faultyShare: 0.1 }).map(({ row }) => row);
  await members.insert(rows);
  const settings = { HUBSPOT_BASE_URL: hubspot.baseUrl };
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question.trim());
    return env[question.startsWith('Token') ? 'HUBSPOT_ACCESS_TOKEN' : 'SQL_CONNECTION_STRING'] ?? '';
  };
  const begun = await callCli('init', { env: settings, directory, ask });
  expect(`${questions.join('\n')}\n${begun.stdout}`).toMatch(shown(init));

  const [command = ''] = sync.split('\n');
  const args = command.replace('npx hubspot-sync ', '').split(' ');
  const dry = await spawnCli(args, { env: settings, cwd: directory }).ended;
  expect(dry.exitCode).toBe(0);
  expect(`${dry.stderr}${dry.stdout}`).toMatch(shown(sync));
  expect(hubspot.contacts()).toEqual([]);
});
