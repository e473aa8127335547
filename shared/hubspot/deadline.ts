/**
 * `@hubspot/api-client` calls the global `fetch` and offers neither a time-out nor a way to pass a signal. So the
 * deadline is laid under it: `fetch` to an origin named here gets a signal that ends the request, and its socket,
 * when the time between the call and the last byte of the answer is over. Other origins are untouched.
 */
const deadlines = new Map<string, number>();
const originalFetch = globalThis.fetch;

/** Limits every request to the origin of `baseUrl` to `timeoutMs`. */
export function setDeadline(baseUrl: string, timeoutMs: number): void {
  deadlines.set(new URL(baseUrl).origin, timeoutMs);
  globalThis.fetch = fetchWithDeadline;
}

const fetchWithDeadline: typeof fetch = (input, init) => {
  const url = input instanceof Request ? input.url : input;
  const timeoutMs = deadlines.get(new URL(url).origin);
  if (timeoutMs === undefined || init?.signal) return originalFetch(input, init);
  return originalFetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
};
