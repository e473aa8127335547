import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { faultRule } from '../faults/faultRule.ts';
import { propertyDefinition } from '../properties/property.ts';
import type { Standin } from '../standin.ts';
import { switchesSchema } from '../switches.ts';

export interface AdminCall {
  readonly method: string;
  readonly url: URL;
  readonly text: string;
}

type Handler = (standin: Standin, body: unknown) => unknown;

const seeds = z.object({ contacts: z.array(z.record(z.string(), z.string())) });

/** What other processes may do to the stand-in. HubSpot has nothing like it. */
const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['GET journal', (standin) => standin.journal.entries()],
  ['GET calls', (standin) => standin.journal.calls()],
  ['GET switches', (standin) => standin.portal.switches],
  ['POST contacts', seedContacts],
  ['POST properties', createProperties],
  ['POST faults', injectFault],
  ['DELETE faults', (standin) => standin.faults.clear()],
  ['POST switches', setSwitches],
  ['POST reset', (standin) => standin.reset()],
]);

/** Answers `/_standin/…`: no token, not in the journal, no limit. */
export async function answerAdmin(
  standin: Standin,
  call: AdminCall,
  response: ServerResponse,
): Promise<void> {
  const name = `${call.method} ${call.url.pathname.slice('/_standin/'.length)}`;
  if (name === 'GET contacts') {
    await streamContacts(standin, response);
    return;
  }
  const { status, value } = answer(handlers.get(name), standin, call.text);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value ?? {}));
}

function answer(
  handler: Handler | undefined,
  standin: Standin,
  text: string,
): { status: number; value: unknown } {
  if (handler === undefined) {
    return { status: 404, value: { message: 'no such endpoint' } };
  }
  try {
    return { status: 200, value: handler(standin, text === '' ? {} : JSON.parse(text)) };
  } catch (error) {
    return { status: 400, value: { message: error instanceof Error ? error.message : 'failed' } };
  }
}

/** All contacts, one JSON object a line. */
async function streamContacts(standin: Standin, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  await pipeline(Readable.from(chunksOfLines(standin)), response);
}

function* chunksOfLines(standin: Standin): Generator<string> {
  let chunk = '';
  for (const snapshot of standin.snapshots()) {
    chunk += `${JSON.stringify(snapshot)}\n`;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

function seedContacts(standin: Standin, body: unknown): object {
  const ids = seeds.parse(body).contacts.map((properties) => standin.seedContact(properties));
  return { ids };
}

function createProperties(standin: Standin, body: unknown): void {
  const definitions = z.union([z.array(propertyDefinition), propertyDefinition]).parse(body);
  [definitions].flat().forEach((definition) => {
    standin.createProperty(definition);
  });
}

function injectFault(standin: Standin, body: unknown): void {
  standin.faults.inject(faultRule.parse(body));
}

function setSwitches(standin: Standin, body: unknown): void {
  const changes = z.record(z.string(), z.unknown()).parse(body);
  standin.set(switchesSchema.strict().parse({ ...standin.portal.switches, ...changes }));
}
