/**
 * The floor of the chain bench in a process of its own: `node … chainFloor.ts <connection string of SQL Server> <of storage>
 * <HubSpot's URL> <token>`, forked, does for as many contacts as it is told nothing but what nobody can do without: the rows out
 * of SQL Server, and the requests to storage and HubSpot with bodies that were ready before. Nothing is judged, compared or parsed.
 * Answers its processor time in µs.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { TableClient } from '@azure/data-tables';
import sql from 'mssql';
import { z } from 'zod';
import { createDatabase } from '../../shared/source/database.ts';
import { describeTable } from '../../shared/source/describeTable.ts';
import { STATEMENTS } from '../../shared/source/statements.ts';
import { OUTCOMES_TABLE } from '../../shared/state/storageClients.ts';
import { numberOf } from '../support/associates.ts';
import { testMapping } from '../support/mappingFile.ts';
import { BATCHES, bareLoop } from './hubspotSenders.ts';

const PER_BATCH = 100;
/** As the host hands them to one instance: `batchSize` and `newBatchThreshold` of host.json. */
const AT_WORK = 6;
const FLOOR_TABLE = 'benchfloor';

const orderSchema = z.object({ what: z.enum(['changed', 'read']), first: z.number(), contacts: z.number() });
/** `changed`: read, send, store; `read`: read rows and what is stored of them. */
export type FloorOrder = z.infer<typeof orderSchema>;

/** Requests to Table Storage over connections that stay open, signed by the shortest of its schemes (SharedKeyLite). */
function tableRequests(connectionString: string) {
  const setting = (name: string) => new RegExp(`${name}=([^;]+)`).exec(connectionString)?.[1] ?? '';
  const account = setting('AccountName');
  const key = Buffer.from(setting('AccountKey'), 'base64');
  const endpoint = setting('TableEndpoint');
  const { pathname } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true });
  const authorized = (path: string) => {
    const date = new Date().toUTCString();
    const resource = `/${account}${pathname}/${path.replace(/\?.*/, '')}`;
    const signature = createHmac('sha256', key).update(`${date}\n${resource}`).digest('base64');
    return { 'x-ms-date': date, authorization: `SharedKeyLite ${account}:${signature}` };
  };
  const send = (method: string, path: string, headers: Record<string, string>, body?: Buffer) =>
    new Promise<Buffer>((resolve, reject) => {
      const all = { 'x-ms-version': '2019-02-02', ...authorized(path), ...headers };
      const outgoing = request(`${endpoint}/${path}`, { method, agent, headers: all });
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const answer = Buffer.concat(chunks);
          if ((response.statusCode ?? 500) < 300) resolve(answer);
          else reject(new Error(`Table Storage answered ${response.statusCode}: ${answer.toString()}`));
        });
      });
      outgoing.end(body);
    });
  return { endpoint, send };
}

type Requests = ReturnType<typeof tableRequests>;

function rangeOf(first: number): string {
  const [from, to] = [numberOf(first), numberOf(first + PER_BATCH - 1)];
  const filter = `PartitionKey eq 'contacts' and RowKey ge '${from}' and RowKey le '${to}'`;
  return `$filter=${encodeURIComponent(filter)}`;
}

/** The body of a transaction that stores what the app stored of these associates, in a table of the floor's own. */
async function transactionOf({ endpoint, send }: Requests, first: number): Promise<[string, Buffer]> {
  const json = await send('GET', `${OUTCOMES_TABLE}()?${rangeOf(first)}`, PLAIN);
  const { value } = z
    .object({ value: z.array(z.looseObject({ PartitionKey: z.string(), RowKey: z.string() })) })
    .parse(JSON.parse(json.toString()));
  const [batch, changes] = [`batch_${randomUUID()}`, `changeset_${randomUUID()}`];
  const parts = value.map((entity) => {
    const { PartitionKey, RowKey } = entity;
    const body = JSON.stringify(entity);
    const address = `${endpoint}/${FLOOR_TABLE}(PartitionKey='${PartitionKey}',RowKey='${RowKey}')`;
    return `--${changes}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPUT ${address} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nContent-Type: application/json\r\nDataServiceVersion: 3.0\r\n\r\n${body}`;
  });
  const text = `--${batch}\r\nContent-Type: multipart/mixed; boundary=${changes}\r\n\r\n${parts.join('\r\n')}\r\n--${changes}--\r\n--${batch}--\r\n`;
  return [`multipart/mixed; boundary=${batch}`, Buffer.from(text)];
}

const PLAIN = { accept: 'application/json;odata=nometadata' };
const JSON_BODY = { ...PLAIN, 'content-type': 'application/json' };

async function createFloor(sqlString: string, storage: string, baseUrl: string, token: string) {
  await TableClient.fromConnectionString(storage, FLOOR_TABLE, {
    allowInsecureConnection: true,
  }).createTable();
  const requests = tableRequests(storage);
  const database = createDatabase(sqlString);
  const table = await describeTable(database, testMapping());
  await database.close();
  const statement = STATEMENTS.rowsByKeys.text(table);
  const pool = await new sql.ConnectionPool(sqlString).connect();
  const toHubSpot = bareLoop(baseUrl, token);
  const account = Buffer.from(JSON.stringify({ size: 100, counts: '{"updated":98,"rejected":2}' }));
  const bodies = new Map<number, [string, Buffer]>();

  const rows = async (first: number) => {
    const asked = pool.request();
    asked.arrayRowMode = true;
    const keys = Array.from({ length: PER_BATCH }, (_, n) => ({ n, k: numberOf(first + n) }));
    await asked.input('keys', sql.NVarChar(sql.MAX), JSON.stringify(keys)).query(statement);
  };
  const read = async (first: number) => {
    await requests.send('GET', `${OUTCOMES_TABLE}()?${rangeOf(first)}`, PLAIN);
    await rows(first);
  };
  return {
    prepare: async (first: number) => bodies.set(first, await transactionOf(requests, first)),
    read,
    async changed(first: number) {
      await read(first);
      await toHubSpot(Math.floor(first / PER_BATCH) % BATCHES);
      const [type, body] = bodies.get(first) ?? (await transactionOf(requests, first));
      await requests.send('POST', '$batch', { ...PLAIN, 'content-type': type }, body);
      const address = `${FLOOR_TABLE}(PartitionKey='run',RowKey='${first}')`;
      await requests.send('PUT', address, JSON_BODY, account);
    },
  };
}

if (import.meta.main) {
  const [sqlString = '', storage = '', baseUrl = '', token = ''] = process.argv.slice(2);
  const floor = await createFloor(sqlString, storage, baseUrl, token);
  process.on('message', async (message) => {
    const { what, first, contacts } = orderSchema.parse(message);
    const firsts = Array.from({ length: contacts / PER_BATCH }, (_, batch) => first + batch * PER_BATCH);
    if (what === 'changed') for (const one of firsts) await floor.prepare(one);
    const before = process.cpuUsage();
    let next = 0;
    const place = async () => {
      for (let at = next++; at < firsts.length; at = next++) await floor[what](firsts[at] ?? 0);
    };
    await Promise.all(Array.from({ length: AT_WORK }, place));
    const { user, system } = process.cpuUsage(before);
    process.send?.(user + system);
  });
  process.send?.('ready');
}
