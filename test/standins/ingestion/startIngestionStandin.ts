import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { makeCertificate } from '../../support/certificate.ts';
import { type Envelope, parseEnvelopes } from './envelope.ts';

/** Application Insights' ingestion endpoint, on 127.0.0.1. */
export interface IngestionStandin {
  /** What an app needs in its environment to send here. */
  readonly settings: Readonly<Record<string, string>>;
  /** All that was received so far, in the order of arrival. */
  readonly envelopes: () => readonly Envelope[];
  /** The same as it was sent, unpacked. */
  readonly text: () => string;
  /** `Authorization` of each request; undefined where there was none. */
  readonly authorizations: () => readonly (string | undefined)[];
  /** Resolves with the first envelope, past or future, for which this is true. */
  readonly until: (isIt: (envelope: Envelope) => boolean) => Promise<Envelope>;
  close(): Promise<void>;
}

/** Starts on a free port, with a certificate of its own. */
export async function startIngestionStandin(): Promise<IngestionStandin> {
  const folder = mkdtempSync(join(tmpdir(), 'hubspot-sync-ingestion-'));
  const certificate = await makeCertificate();
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, certificate.cert);
  const bodies: string[] = [];
  const envelopes: Envelope[] = [];
  const authorizations: (string | undefined)[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(certificate, async (request, response) => {
    const body = await readBody(request);
    authorizations.push(request.headers.authorization);
    const received = parseEnvelopes(body);
    bodies.push(body);
    envelopes.push(...received);
    for (const look of [...waiting]) look();
    response.setHeader('content-type', 'application/json');
    const count = received.length;
    response.end(JSON.stringify({ itemsReceived: count, itemsAccepted: count, errors: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const endpoint = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
  return {
    settings: {
      APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=1aa11111-bbbb-1ccc-8ddd-eeeeffff3333;IngestionEndpoint=${endpoint};LiveEndpoint=${endpoint}`,
      NODE_EXTRA_CA_CERTS: authority,
      // The SDK keeps there what it could not send, and would send it to the next stand-in.
      TMPDIR: folder,
      // As on Azure, where the SDK then does not ask whether it is in a virtual machine; and no statistics to Microsoft.
      WEBSITE_SITE_NAME: 'hubspot-sync-test',
      FUNCTIONS_EXTENSION_VERSION: '~4',
      APPLICATIONINSIGHTS_STATSBEAT_DISABLED: 'true',
    },
    envelopes: () => envelopes,
    text: () => bodies.join('\n'),
    authorizations: () => authorizations,
    until: (isIt) =>
      new Promise((resolve) => {
        const look = () => {
          const found = envelopes.find(isIt);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
}
