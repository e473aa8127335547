import * as z from 'zod';

/**
 * What an answer's headers say of the limits (usage guidelines); each is undefined where HubSpot sends none: search
 * answers have none at all, OAuth apps get no daily ones.
 */
export interface RateHeaders {
  /** Requests in any interval, for this app. */
  readonly max: number | undefined;
  /** Requests left in the interval that ends now. */
  readonly remaining: number | undefined;
  /** Length of the interval in milliseconds. */
  readonly intervalMs: number | undefined;
  /** Requests a day, for the account, and those left of it. */
  readonly daily: number | undefined;
  readonly dailyRemaining: number | undefined;
}

const count = z.coerce.number().min(0);

export function readRateHeaders(headers: Headers): RateHeaders {
  const number = (name: string) => {
    const value = headers.get(`x-hubspot-ratelimit-${name}`);
    return value === null ? undefined : count.safeParse(value).data;
  };
  return {
    max: number('max'),
    remaining: number('remaining'),
    intervalMs: number('interval-milliseconds'),
    daily: number('daily'),
    dailyRemaining: number('daily-remaining'),
  };
}

/** `Retry-After` in milliseconds; HubSpot documents it in seconds (477) and does not send dates. */
export function readRetryAfterMs(headers: Headers): number | undefined {
  const seconds = count.safeParse(headers.get('retry-after') ?? undefined);
  return seconds.success ? seconds.data * 1000 : undefined;
}

/** `Date` (RFC 9110 §6.6.1) in epoch milliseconds. */
export function readDate(headers: Headers): number | undefined {
  const at = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(at) ? undefined : at;
}

const policySchema = z.object({ policyName: z.string().catch('') }).catch({ policyName: '' });

/** Which limit a 429 is about; search answers do not name theirs. */
export function readPolicy(
  { status, body }: { readonly status: number; readonly body: unknown },
  kind: 'standard' | 'search',
): { readonly policy?: 'rolling' | 'daily' | 'search' } {
  if (status !== 429) return {};
  if (policySchema.parse(body).policyName === 'DAILY') return { policy: 'daily' };
  return { policy: kind === 'search' ? 'search' : 'rolling' };
}
