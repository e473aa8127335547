import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { runProgram } from '../../checks/runProgram.ts';
import { inventAssociates } from '../../support/associates.ts';
import { spawnCli } from '../../support/spawnCli.ts';
import { useWriter } from '../../support/useWriter.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const example = (name: string) => readFileSync(`${ROOT}examples/${name}`, 'utf8');
const world = useWriter('embedded', { mapping: [[['source', 'overlapSeconds'], 0]] });

/** A directory of somebody who has installed the package, with its settings in `.env`. */
function givenInstalled(): string {
  const directory = mkdtempSync(join(tmpdir(), 'hubspot-sync-example-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(ROOT, join(directory, 'node_modules/hubspot-sync'));
  const settings = Object.entries(world().env).map(([name, value]) => `${name}='${value}'`);
  writeFileSync(join(directory, '.env'), settings.join('\n'));
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  return directory;
}

it('the document’s program, installed as a package', async () => {
  const { members, hubspot } = world();
  await members.insert(inventAssociates(40, { seed: 3, faultyShare: 0.2 }).map(({ row }) => row));
  await members.run('ALTER TABLE dbo.hb_contacts ADD modified_today bit NULL');
  await members.run("UPDATE dbo.hb_contacts SET modified_today = 1 WHERE numero_asociado <= 'A-000030'");
  const directory = givenInstalled();
  cpSync(`${ROOT}examples/sync.ts`, join(directory, 'sync.ts'));
  const { PATH } = process.env;
  const { stdout } = await runProgram(process.execPath, ['sync.ts'], { folder: directory, env: { PATH } });
  const well = hubspot.contacts().length;
  expect(well).toBeGreaterThan(20);
  expect(stdout).toBe(`Procesados: 30\nÉxito: ${well}\nErrores: ${30 - well}\n`);
});

it.each(['hubspot-sync', 'hubspot-sync-night'])('the command of %s.service', async (name) => {
  const directory = givenInstalled();
  const unit = example(`${name}.service`);
  const [program = '', ...args] = (/^ExecStart=(.+)$/m.exec(unit)?.[1] ?? '').split(' ');
  const [, folder = ''] = /^WorkingDirectory=(.+)$/m.exec(unit) ?? [];
  expect(program).toBe(`${folder}/node_modules/.bin/hubspot-sync`);
  expect(unit).toContain(`EnvironmentFile=${folder}/.env`);
  // As systemd gives it, of StateDirectory=.
  const given = args.map((arg) => arg.replace('${STATE_DIRECTORY}', join(directory, 'state')));
  const answer = await spawnCli(given, { env: {}, cwd: directory }).ended;
  expect(answer.result()).toMatchObject({ stoppedBy: 'end', pending: 0 });
  // Some rows are faulty, which the unit does not call a failure.
  expect([0, 1]).toContain(answer.exitCode);
  expect(unit).toMatch(/^SuccessExitStatus=1$/m);
  expect(example(`${name}.timer`)).toMatch(/^OnCalendar=/m);
});
