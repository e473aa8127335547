import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inventAssociates } from '../../support/associates.ts';
import { useWriter } from '../../support/useWriter.ts';

const world = useWriter('embedded', { adopted: false });
/** Parts of the values that the invented rows have. */
const VALUES = ['@example.com', '-9900-', 'Núñez', 'Jiménez', 'Müller', 'Escazú'];

// promise 8
it('neither the files of the store nor the lines of the log hold a value of a row, whatever became of it', async () => {
  const { members, hubspot, stateDir } = world();
  const rows = inventAssociates(200, { seed: 4, faultyShare: 0.3 }).map(({ row }) => row);
  await members.insert(rows);
  hubspot.seedContact({ email: rows[0]?.['email'] ?? 'nadie@example.com', firstname: 'Núñez' });
  const text = JSON.stringify(rows);
  for (const value of VALUES) expect(text).toContain(value);
  const lines: string[] = [];
  const writer = world().writer({ log: (entry) => void lines.push(JSON.stringify(entry)) });
  await writer.syncFromSql({ where: '1 = 1', operation: 'upsert', dryRun: true });
  const result = await writer.syncFromSql({ where: '1 = 1', operation: 'upsert' });
  expect([result.rejected > 0, result.conflict > 0, result.created > 0]).toEqual([true, true, true]);

  const held = readdirSync(stateDir).map((file) => readFileSync(join(stateDir, file)));
  expect(held.length).toBeGreaterThan(0);
  expect(lines.length).toBeGreaterThan(0);
  const found = VALUES.filter((value) => {
    const forms = [Buffer.from(value), Buffer.from(value, 'utf16le'), Buffer.from(value, 'utf16le').swap16()];
    const escaped = JSON.stringify(value).slice(1, -1);
    return (
      held.some((bytes) => forms.some((form) => bytes.includes(form)) || bytes.includes(escaped)) ||
      lines.some((line) => line.includes(value))
    );
  });
  expect(found).toEqual([]);
});
