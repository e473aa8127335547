import { createServer } from 'node:http';

/** The endpoint of App Service that hands out tokens of a managed identity. */
export interface IdentityEndpoint {
  /** What an app needs in its environment to be given a token. */
  readonly settings: Readonly<Record<string, string>>;
  /** Queries of the requests so far. */
  readonly queries: () => readonly URLSearchParams[];
  close(): void;
}

/** Hands out `token`, on a free port of 127.0.0.1. */
export async function startIdentityEndpoint(token: string): Promise<IdentityEndpoint> {
  const queries: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    queries.push(new URL(request.url ?? '', 'http://127.0.0.1').searchParams);
    const expires = Math.floor(Date.now() / 1000) + 3_600;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token: token, expires_on: String(expires), token_type: 'Bearer' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    settings: { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/token`, IDENTITY_HEADER: 'invented' },
    queries: () => queries,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
