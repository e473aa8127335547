import { parseArgs } from 'node:util';
import { startSqlServerStandin } from './startSqlServerStandin.ts';

/** Starts the stand-in from a shell and prints how to reach it; Ctrl+C stops it and removes its database. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    user: { type: 'string', default: 'sa' },
    password: { type: 'string' },
    database: { type: 'string', default: 'cooperativa' },
  },
});

const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port must be a number from 0 to 65535, not "${values.port}".`);
  process.exit(2);
}

const standin = await startSqlServerStandin({
  port,
  user: values.user,
  database: values.database,
  ...(values.password === undefined ? {} : { password: values.password }),
});
console.log('SQL Server stand-in (not SQL Server). Connection string:');
console.log(standin.connectionString);

const stop = (): void => {
  void standin.close().then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
