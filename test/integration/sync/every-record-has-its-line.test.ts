import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { putIntoPoisonQueue } from '../../support/putIntoPoisonQueue.ts';
import { readAnswer } from '../../support/readAnswer.ts';
import type { AppLogLine, System } from '../../support/startSystem.ts';
import { useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const row = (index: number) => inventAssociate(index, PAST);
const [NEW, WARNED, THERE_BEFORE, INVALID, CONTRADICTS] = [1, 2, 3, 4, 5] as const;

const WARNING = 'OPTION_UNKNOWN';

/** What a line says of a record, beside its times and ids: a batch that comes again says it again. */
function linesOf(system: System, from = 0): readonly AppLogLine[] {
  const lines = system
    .logLines()
    .slice(from)
    // What a person asked for has a line of its own kind.
    .filter(({ contact_id, operation }) => contact_id !== undefined && operation !== 'AUDIT');
  return [...new Map(lines.map((line) => [`${line['batch_id']} ${line['contact_id']}`, line])).values()];
}

const sayings = (lines: readonly AppLogLine[]) =>
  lines
    .map(({ contact_id, operation, status, level, code }) =>
      [contact_id, operation, status, level, code].join(' '),
    )
    .toSorted();

const PROBLEMS = [
  `${numberOf(INVALID)} UPSERT FAILED WARN EMAIL_INVALID`,
  `${numberOf(CONTRADICTS)} UPSERT FAILED WARN EMAIL_TAKEN`,
];
const SUCCESSES = [
  `${numberOf(NEW)} INSERT SUCCESS INFO OK`,
  `${numberOf(WARNED)} INSERT SUCCESS INFO ${WARNING}`,
  `${numberOf(THERE_BEFORE)} UPDATE SUCCESS INFO OK`,
];

describe.each([
  ['as by default', {}, [] as string[]],
  ['that names the problems', { LOG_RECORDS: 'problems' }, []],
  ['that names all records', { LOG_RECORDS: 'all' }, SUCCESSES],
])('a log %s', (name, settings, successes) => {
  const hasAll = name === 'that names all records';
  const system = useSystem({ settings, adopted: false });

  it('says of each record what became of it', async () => {
    const { hubspot, members } = system();
    hubspot.seedContact({ email: row(THERE_BEFORE)['email'] ?? '' });
    hubspot.seedContact({ email: row(CONTRADICTS)['email'] ?? '', numero_asociado: 'A-999999' });
    await members.insert([
      row(NEW),
      { ...row(WARNED), marital_status: '9' },
      row(THERE_BEFORE),
      { ...row(INVALID), email: 'sin.arroba' },
      row(CONTRADICTS),
    ]);
    await system().tick();

    const lines = linesOf(system());
    expect(sayings(lines)).toEqual([...PROBLEMS, ...successes].toSorted());
    const ids = new Map(hubspot.contacts().map(({ id, properties }) => [properties['email'], id]));
    for (const line of lines) {
      expect(line['execution_time']).toMatch(/^\d+(\.\d{1,3})?s$/);
      expect(line['batch_id']).toMatch(new RegExp(`^${line['run_id']}-`));
      if (line['status'] !== 'SUCCESS') continue;
      expect(line['hubspot_id']).toBe(
        ids.get(`asociado.${Number(String(line['contact_id']).slice(2))}@example.com`),
      );
    }
  });

  it('has no line of a record that a reconciliation or a verification finds as it was', async () => {
    const before = system().logLines().length;
    const result = await system().host.runTimer('reconcile');
    expect(result.succeeded).toBe(true);
    await system().settle();
    const answer = await system().call('POST', 'sync', { mode: 'verify' });
    expect(answer.status).toBe(202);
    await system().settle();

    const since = system().logLines().slice(before);
    expect(since.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['RECONCILE', 'VERIFY']));
    // The conflict is asked about again, for it may be over.
    expect(sayings(linesOf(system(), before))).toEqual([PROBLEMS[1]]);
  });

  it('says of a batch what changed, and what did not', async () => {
    const before = system().logLines().length;
    await system().members.update([numberOf(NEW)], { lastname: 'Otro' });
    await system().members.update([numberOf(WARNED)], { marital_status: '9' });
    await system().tick();
    expect(sayings(linesOf(system(), before))).toEqual(
      hasAll
        ? [`${numberOf(NEW)} UPDATE SUCCESS INFO OK`, `${numberOf(WARNED)} UPSERT SUCCESS INFO ${WARNING}`]
        : [],
    );
  });

  it('names an associate who was deleted', async () => {
    const before = system().logLines().length;
    await system().members.delete([numberOf(WARNED)]);
    expect((await system().host.runTimer('reconcile')).succeeded).toBe(true);
    await system().settle();
    expect(sayings(linesOf(system(), before))).toContain(
      `${numberOf(WARNED)} DELETE SUCCESS INFO ROW_MISSING`,
    );
  });

  it('has the line of a resync, which is a record too, and none that says a dry run wrote', async () => {
    const before = system().logLines().length;
    await system().members.update([numberOf(NEW)], { lastname: 'Tercero' });
    await system().resync(numberOf(NEW), '?dryRun=true');
    expect(sayings(linesOf(system(), before))).toEqual([`${numberOf(NEW)} RESYNC SUCCESS INFO OK`]);
    const { runId, hubspotId } = await readAnswer(await system().resync(numberOf(NEW)));
    expect(linesOf(system(), before).at(-1)).toMatchObject({
      operation: 'UPDATE',
      status: 'SUCCESS',
      hubspot_id: hubspotId,
      message: 'updated, by resync',
      run_id: runId,
      batch_id: `${runId}-1`,
    });
    await system().settle();
  });
});

describe('a log of SYNC_OPERATION insert', () => {
  const system = useSystem({ settings: { LOG_RECORDS: 'all', SYNC_OPERATION: 'insert' } });

  it('has INSERT for whom nothing became of', async () => {
    await system().members.insert([row(NEW), { ...row(INVALID), email: 'sin.arroba' }]);
    await system().tick();
    await system().members.update([numberOf(NEW)], { lastname: 'Otro' });
    await system().tick();
    expect(sayings(linesOf(system()))).toEqual([
      `${numberOf(NEW)} INSERT SUCCESS INFO ALREADY_IN_HUBSPOT`,
      `${numberOf(NEW)} INSERT SUCCESS INFO OK`,
      `${numberOf(INVALID)} INSERT FAILED WARN EMAIL_INVALID`,
    ]);
  });
});

describe('a setting LOG_RECORDS that is none', () => {
  const system = useSystem({ settings: { LOG_RECORDS: 'some' } });
  const statusSchema = z.object({ configuration: z.array(z.object({ message: z.string() })) });

  it('is refused by name', async () => {
    const answer = await system().call('GET', 'status');
    expect(answer.status).toBe(503);
    const { configuration } = statusSchema.parse(await answer.json());
    expect(configuration).toEqual([{ message: 'The setting LOG_RECORDS must be problems or all.' }]);
  });

  it('does not lose what the poison queue holds meanwhile', async () => {
    const { storage, ledger } = system();
    await putIntoPoisonQueue(storage, numberOf(NEW));
    await system().until(({ code }) => code === 'POISON');
    expect((await ledger.read([numberOf(NEW)])).get(numberOf(NEW))).toMatchObject({ outcome: 'failed' });
  });
});
