import type { HttpRequest } from '@azure/functions';
import type * as z from 'zod';
import { badForm, badRequest, type Problem } from './problem.ts';

/** The host's own parameters, for the key and its owner. They are never read. */
const OF_THE_HOST = ['code', 'clientId'];
/** A thousand associate numbers, and room. */
const MOST_BYTES = 262_144;

/** What a route takes, or what is wrong with it. */
export type Read<T> = { readonly value: T } | { readonly problem: Problem };

/** The query; what the route does not know is refused, for a misspelt `dryRun` would write. */
export function readQuery<T>({ query }: HttpRequest, schema: z.ZodType<T>): Read<T> {
  const own = [...query].filter(([name]) => !OF_THE_HOST.includes(name));
  const parsed = schema.safeParse(Object.fromEntries(own));
  return parsed.success ? { value: parsed.data } : { problem: badForm(parsed.error) };
}

/** The JSON of the body. */
export async function readBody<T>(request: HttpRequest, schema: z.ZodType<T>): Promise<Read<T>> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) return tooLarge();
  const text = await request.text();
  if (Buffer.byteLength(text) > MOST_BYTES) return tooLarge();
  if (text.trim() === '') return { problem: badRequest('body', 'missing') };
  const json = parse(text);
  if (json === undefined) return { problem: badRequest('body', 'json') };
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { problem: badRequest('body', 'object') };
  const parsed = schema.safeParse(json);
  return parsed.success ? { value: parsed.data } : { problem: badForm(parsed.error) };
}

function tooLarge(): { readonly problem: Problem } {
  return { problem: badRequest('body', 'tooLarge', { max: MOST_BYTES }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
