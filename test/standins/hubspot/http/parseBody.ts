import type { ApiCall } from './apiCall.ts';

/** The JSON of a body, or where reading it failed. */
export function parseBody(text: string): Pick<ApiCall, 'body' | 'malformed'> {
  if (text === '') {
    return { body: undefined, malformed: undefined };
  }
  try {
    const body: unknown = JSON.parse(text);
    return { body, malformed: undefined };
  } catch (error) {
    return { body: undefined, malformed: error instanceof Error ? error.name : 'unreadable' };
  }
}
