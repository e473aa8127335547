import type { HttpRequest } from '@azure/functions';

/** The body of a request; undefined when it is no JSON. */
export async function readJson(request: HttpRequest): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}
