import type { ServerResponse } from 'node:http';
import type { Standin } from '../standin.ts';
import { type AdminHandler, adminHandlers } from './adminHandlers.ts';
import { streamLines } from './streamLines.ts';

export interface AdminCall {
  readonly method: string;
  readonly url: URL;
  readonly text: string;
}

/** Answers `/_standin/…`: no token, not in the journal, no limit. */
export async function answerAdmin(
  standin: Standin,
  call: AdminCall,
  response: ServerResponse,
): Promise<void> {
  const name = `${call.method} ${call.url.pathname.slice('/_standin/'.length)}`;
  if (name === 'GET contacts') {
    await streamLines(standin.snapshots(), response);
    return;
  }
  if (name === 'GET writes') {
    await streamLines(standin.portal.writes.entries(), response);
    return;
  }
  const { status, value } = answer(adminHandlers.get(name), standin, call.text);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value ?? {}));
}

function answer(
  handler: AdminHandler | undefined,
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
