/** A program that syncs once and prints its result; a test may kill it. Its settings are its environment. */
import { ContactWriter } from '../../../shared/index.ts';

const writer = new ContactWriter({ stateDir: process.argv[2], log: () => undefined });
const result = await writer.syncFromSql({ where: process.argv[3] ?? '1 = 1', operation: 'upsert' });
console.log(JSON.stringify(result));
