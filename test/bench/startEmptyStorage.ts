import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../support/certificate.ts';

/** A storage account over TLS, as a managed identity needs it, in which there is nothing. */
export interface EmptyStorage {
  readonly uri: string;
  /** PEM of the certificate that a client has to trust. */
  readonly cert: string;
  close(): void;
}

/** Answers like Table Storage and Queue Storage before anything was stored; whoever asks may. */
export async function startEmptyStorage(): Promise<EmptyStorage> {
  const { key, cert } = await makeCertificate();
  const server = createServer({ key, cert }, ({ method, url = '' }, response) => {
    response.setHeader('content-type', 'application/json;odata=minimalmetadata');
    if (method !== 'GET') response.writeHead(204).end();
    else if (url.includes('(PartitionKey=')) answerMissing('ResourceNotFound');
    else if (url.includes('()')) response.end('{"value":[]}');
    else answerMissing('QueueNotFound');

    function answerMissing(code: string): void {
      response.writeHead(404, { 'x-ms-error-code': code });
      response.end(JSON.stringify({ 'odata.error': { code, message: { value: code } } }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: string | AddressInfo | null = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    // Of an address that is a number, the path begins with the account.
    uri: `https://127.0.0.1:${port}/devstoreaccount1`,
    cert,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
