import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadMapping } from '../../../shared/config/loadMapping.ts';
import { EARLIER_MAPPING_FILE, portalProperties } from '../../support/mappingFile.ts';
import { contactsByNumber, useSystem } from '../../support/useSystem.ts';

const folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-earlier-'));
afterAll(() => rmSync(folder, { recursive: true }));
const SYNC_CONFIG = join(folder, 'contacts.yaml');
/** A table of its own, with the columns of that time. */
writeFileSync(
  SYNC_CONFIG,
  readFileSync(EARLIER_MAPPING_FILE, 'utf8').replace('dbo.hb_contacts', 'dbo.socios'),
);
const mapping = loadMapping(SYNC_CONFIG, {});

const system = useSystem({
  settings: { SYNC_CONFIG },
  hubspot: { properties: portalProperties(mapping) },
});

const ROWS = Array.from({ length: 120 }, (_, index) => ({
  numero_asociado: `A-${1000 + index}`,
  cedula: `1-9902-${1000 + index}`,
  firstname: 'Ana',
  lastname: 'Peña',
  email: `ana.${index}@example.com`,
  phone: '2212-0000',
  mobilephone: '8888-8877',
  lastmodifieddate: '2026-01-05T00:00:00.000',
}));

it('a mapping file from before these settings runs as it did', async () => {
  const { members, hubspot, accounts } = system();
  const columns = mapping.fields.map(({ column }) => `${column} nvarchar(254) NULL`).join(', ');
  await members.run(
    `CREATE TABLE dbo.socios (${columns}, lastmodifieddate datetime2(3) NULL, PRIMARY KEY (numero_asociado))`,
  );
  await members.insert(ROWS, 'dbo.socios');

  await system().tick();

  expect(hubspot.calls()).toEqual({ upsert: 2, listProperties: 1 });
  expect(contactsByNumber(system()).get('A-1007')).toMatchObject({
    cedula: '199021007',
    mobilephone: '+50688888877',
  });
  expect(contactsByNumber(system()).get('A-1007')?.['phone'] ?? '').toBe('');
  const detect = system()
    .logLines()
    .find(({ operation }) => operation === 'DETECT');
  expect(await accounts.read(String(detect?.['run_id']))).toMatchObject({
    detected: ROWS.length,
    counts: { created: ROWS.length, pending: 0 },
  });
});
