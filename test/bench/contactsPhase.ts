/**
 * The contacts bench in a process of its own, so that its memory is its own: `node … contactsPhase.ts <rows>` prints its
 * figures as a JSON array. Rows are invented outside the time that is measured.
 */
import { hash } from 'node:crypto';
import { fingerprint, mappingVersion } from '../../shared/contacts/fingerprint.ts';
import type { Mapping } from '../../shared/contacts/mapping.ts';
import { mapRow } from '../../shared/contacts/mapRow.ts';
import { type AssociateRow, inventAssociate, randomFrom } from '../support/associates.ts';
import { dirtyAssociate } from '../support/dirtyAssociate.ts';
import { testMapping } from '../support/mappingFile.ts';
import type { Figure } from './figure.ts';

/** As many as a message carries. */
const PAGE = 100;
const EARLY = 100_000;

/** The mapping that ships, with two more fields: 30. */
function thirtyFields(): Mapping {
  const mapping = testMapping([
    [['fields', 16], { column: 'oficio', property: 'oficio', label: 'Oficio', type: 'string', rule: 'text' }],
    [
      ['fields', 17],
      { column: 'sucursal', property: 'sucursal', label: 'Sucursal', type: 'string', rule: 'text' },
    ],
  ]);
  if (mapping.fields.length !== 30) throw new Error(`${mapping.fields.length} fields, not 30.`);
  return mapping;
}

interface Times {
  /** Of a loop that copies every value and hashes the row once. */
  readonly floor: number;
  readonly map: number;
  readonly print: number;
  readonly earlyMb: number;
  readonly peakMb: number;
}

function measure(rows: number, mapping: Mapping, invent: (index: number) => AssociateRow): Times {
  const version = mappingVersion(mapping);
  let [floor, map, print, earlyMb, peakMb] = [0, 0, 0, 0, 0];
  for (let start = 0; start < rows; start += PAGE) {
    const page = Array.from({ length: Math.min(PAGE, rows - start) }, (_, offset) =>
      invent(1 + start + offset),
    );
    const begunAt = cpuMs();
    for (const row of page) copy(row);
    const startedAt = cpuMs();
    floor += startedAt - begunAt;
    const mapped = page.map((row) => mapRow(row, mapping));
    const mappedAt = cpuMs();
    for (const { properties } of mapped) fingerprint(properties, version);
    print += cpuMs() - mappedAt;
    map += mappedAt - startedAt;
    const rssMb = Math.round(process.memoryUsage.rss() / 1e6);
    peakMb = Math.max(peakMb, rssMb);
    if (start + PAGE <= EARLY) earlyMb = peakMb;
  }
  return { floor, map, print, earlyMb, peakMb };
}

/** What nobody can do without: each value has to stand somewhere, and the row has to be told from another one. */
function copy(row: AssociateRow): string {
  const properties: Record<string, string> = {};
  let text = '';
  for (const column in row) {
    const value = row[column] ?? '';
    properties[column] = value;
    text += value;
  }
  return hash('sha256', text);
}

/** Processor time of all threads, the collector's as well: what else runs on the machine does not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function perContact(name: string, milliseconds: number, rows: number): Figure {
  return { name, value: Math.round((milliseconds * 10_000) / rows) / 10, unit: 'µs of CPU' };
}

if (import.meta.main) {
  const rows = Number(process.argv[2]);
  const mapping = thirtyFields();
  const more = (index: number) => ({ oficio: 'Agricultora', sucursal: `Sucursal ${index % 40}` });
  const stamp = '2026-01-05T00:00:00.000';
  const clean = measure(rows, mapping, (index) => ({ ...inventAssociate(index, stamp, 4), ...more(index) }));
  const random = randomFrom(1);
  const dirty = measure(Math.ceil(rows / 10), mapping, (index) => ({
    ...dirtyAssociate(index, random),
    ...more(index),
  }));
  const figures: readonly Figure[] = [
    perContact('map and validate a contact of 30 fields', clean.map, rows),
    perContact('fingerprint of it', clean.print, rows),
    perContact('floor: copy and hash a contact', clean.floor, rows),
    {
      name: 'contacts.ratioToFloor',
      value: Math.round((10 * (clean.map + clean.print)) / clean.floor) / 10,
      unit: '',
    },
    perContact('map and validate a dirty contact of 30 fields', dirty.map, Math.ceil(rows / 10)),
    { name: `memory after ${EARLY.toLocaleString('en')}`, value: clean.earlyMb, unit: 'MB' },
    { name: 'peak memory', value: Math.max(clean.peakMb, dirty.peakMb), unit: 'MB' },
  ];
  console.log(JSON.stringify(figures));
}
