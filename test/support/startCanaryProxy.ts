import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Planting, plantCanaries } from './plantCanaries.ts';

/** Stands in front of a HubSpot and plants a canary in every place where an answer can hold a text. */
export interface CanaryProxy {
  readonly baseUrl: string;
  /** The HubSpot behind it. */
  forwardTo(baseUrl: string): void;
  /** `beside`, unless told. */
  plant(how: Planting): void;
  /** All that was planted so far. */
  readonly planted: ReadonlySet<string>;
  close(): Promise<void>;
}

const HEADERS = {
  'x-hubspot-correlation-id': 'canary-correlation',
  'x-hubspot-auth-failure': 'canary-failure',
  'x-request-id': 'canary-request',
  server: 'canary-server',
  'retry-after': 'canary-wait',
};

/** Starts on a free port of 127.0.0.1. */
export async function startCanaryProxy(): Promise<CanaryProxy> {
  const planted = new Set<string>();
  let target = '';
  let how: Planting = 'beside';
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '', headers } = request;
    const isRead = method === 'GET' || method === 'HEAD';
    const body = asSent(await text(request));
    const answer = await fetch(`${target}${asSent(url)}`, {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      ...(isRead ? {} : { body }),
    });
    const said = await answer.text();
    response.statusCode = answer.status;
    response.statusMessage = 'canary reason';
    response.setHeader('content-type', answer.headers.get('content-type') ?? 'application/json');
    for (const [name, canary] of Object.entries(HEADERS)) response.setHeader(name, canary);
    const isJson = answer.headers.get('content-type')?.includes('json') && said !== '';
    response.end(
      isJson ? JSON.stringify(plantCanaries(JSON.parse(said), how, (one) => planted.add(one))) : said,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    baseUrl: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    forwardTo: (baseUrl) => {
      target = baseUrl;
    },
    plant: (wanted) => {
      how = wanted;
    },
    planted,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A cursor that comes back as the canary it went out as means what it meant before. */
function asSent(request: string): string {
  return request.replaceAll(/canary_cursor_(\d+)/g, '$1');
}
