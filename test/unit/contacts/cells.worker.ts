import { parentPort, workerData } from 'node:worker_threads';
import { mapRow } from '../../../shared/contacts/mapRow.ts';
import { isForgotten } from '../../../shared/hubspot/refusals/detailsOf.ts';
import { inventAssociate } from '../../support/associates.ts';
import { testMapping } from '../../support/mappingFile.ts';

/* Maps a row for each text and each kind of field it may stand in, and reads a refusal that repeats it; tells what begins. */
const texts: Readonly<Record<string, string>> = workerData;
const mapping = testMapping();
const row = inventAssociate(1, '2026-01-05T00:00:00.000');
const kinds = new Map(
  mapping.fields.map(({ column, rule, transform, type }) => [
    JSON.stringify([rule, transform, type]),
    column,
  ]),
);
for (const [what, text] of Object.entries(texts)) {
  for (const column of kinds.values()) {
    parentPort?.postMessage(`${what} in ${column}`);
    mapRow({ ...row, [column]: text }, mapping);
  }
  parentPort?.postMessage(`${what} in a refusal`);
  isForgotten(`${text} is no email address`);
}
