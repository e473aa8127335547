/** Puts so many keys into a spool and takes them out again, in a heap that could not hold them. */
import { openKeySpool } from '../../../shared/writer/keySpool.ts';

const CHUNK = 1_000;
const keys = Number(process.argv[2]);
const spool = await openKeySpool((key) => key, Number.POSITIVE_INFINITY);
for (let at = 0; at < keys; at += CHUNK)
  spool.add(Array.from({ length: CHUNK }, (_, n) => `ASOCIADO-${String((at + n) * 7919).padStart(40, '0')}`));
let taken = 0;
for (let page = spool.next(CHUNK); page.length > 0; page = spool.next(CHUNK)) taken += page.length;
console.log(JSON.stringify({ count: spool.count, taken }));
