import type sql from 'mssql';

/** SQL Server's driver: more than a megabyte of code that many an invocation never needs. */
export async function loadDriver(): Promise<typeof sql> {
  return (await import('mssql')).default;
}
