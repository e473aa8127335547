import { randomUUID } from 'node:crypto';
import type { Switches } from '../switches.ts';
import { errorReply, type Reply } from './reply.ts';

/** The burst refusal, as recorded. */
export const tenSecondlyBody = {
  message: 'You have reached your ten_secondly_rolling limit.',
  errorType: 'RATE_LIMIT',
  policyName: 'TEN_SECONDLY_ROLLING',
  groupName: 'publicapi:private_app-api-calls-ten-secondly:1000001:1234567',
};

/** The search refusal: recorded without `policyName` and `errorType`. */
export const secondlyBody = { message: 'You have reached your secondly limit.', category: 'RATE_LIMITS' };

export function dailyBody(): object {
  return {
    message: 'You have reached your daily limit.',
    errorType: 'RATE_LIMIT',
    policyName: 'DAILY',
    requestId: randomUUID(),
  };
}

export function tooMany(body: object, { retryAfterSeconds }: Switches): Reply {
  const headers = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
  return errorReply(429, body, headers);
}
