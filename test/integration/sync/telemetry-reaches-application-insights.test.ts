import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inventAssociate } from '../../support/associates.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { type System, startSystem } from '../../support/startSystem.ts';

/** What Application Insights' ingestion endpoint was sent, as text. */
const received: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-telemetry-'));
let ingestion: Server;
let system: System;

beforeAll(async () => {
  const certificate = await makeCertificate();
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, certificate.cert);
  // The SDK sends over TLS only.
  ingestion = createServer(certificate, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      received.push((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString());
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ itemsReceived: 1, itemsAccepted: 1, errors: [] }));
    });
  });
  await new Promise<void>((resolve) => ingestion.listen(0, '127.0.0.1', resolve));
  const address = ingestion.address();
  const endpoint = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  system = await startSystem({
    settings: {
      APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=1aa11111-bbbb-1ccc-8ddd-eeeeffff3333;IngestionEndpoint=${endpoint};LiveEndpoint=${endpoint}`,
      NODE_EXTRA_CA_CERTS: authority,
      // As on Azure, where the SDK then does not ask whether it is in a virtual machine; and no statistics to Microsoft.
      WEBSITE_SITE_NAME: 'hubspot-sync-test',
      FUNCTIONS_EXTENSION_VERSION: '~4',
      APPLICATIONINSIGHTS_STATSBEAT_DISABLED: 'true',
    },
  });
});
afterAll(() => {
  ingestion.closeAllConnections();
  ingestion.close();
  rmSync(folder, { recursive: true });
});

it('events of the run, the batch and the rejected record arrive before the instance goes', async () => {
  await system.members.insert([1, 2].map((index) => inventAssociate(index, '2026-01-05T00:00:00.000')));
  await system.members.update(['A-000002'], { email: 'sin.arroba' });
  await system.tick();
  await system.close();

  const sent = received.join('\n');
  for (const name of ['SyncRun', 'Batch', 'RecordOutcome']) expect(sent).toContain(`"name":"${name}"`);
  expect(sent).toContain('EMAIL_INVALID');
  expect(sent).not.toContain('no tiene');
});
