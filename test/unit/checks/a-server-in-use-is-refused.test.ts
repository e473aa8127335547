import { expect, it } from 'vitest';
import { refuseServerInUse } from '../../integration/standins/sqlserver/refuseServerInUse.ts';

const URL = 'Server=127.0.0.1,14333;Database=master;User Id=sa;Password=x';
const SYSTEM = ['master', 'tempdb', 'model', 'msdb'];

it('the conformance suite runs on a server that has nothing but its own', () => {
  expect(() => refuseServerInUse(URL, [...SYSTEM, 'hubspot_sync_test_1a2b'], undefined)).not.toThrow();
  expect(() =>
    refuseServerInUse(URL, SYSTEM, 'Server=sql.example.com;Database=d;User Id=u;Password=x'),
  ).not.toThrow();
});

it('it does not run on a server that has databases of others', () => {
  expect(() => refuseServerInUse(URL, [...SYSTEM, 'cooperativa', 'nomina'], undefined)).toThrow(
    'The server of SQLSERVER_TEST_URL has databases of others (2: cooperativa, nomina): it looks like one in use',
  );
});

it('it does not run on the server of the app', () => {
  expect(() => refuseServerInUse(URL, SYSTEM, URL.replace('master', 'cooperativa'))).toThrow(
    'SQLSERVER_TEST_URL is the server of SQL_CONNECTION_STRING',
  );
});
