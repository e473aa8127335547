/** A program that syncs once; a test may kill it. Its settings are its environment. */
import { ContactWriter } from '../../../shared/index.ts';

const writer = new ContactWriter({ stateDir: process.argv[2], log: () => undefined });
await writer.syncFromSql({ where: '1 = 1', operation: 'upsert' });
