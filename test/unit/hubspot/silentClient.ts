import type { HubSpotAnswer, HubSpotClient } from '../../../shared/hubspot/client.ts';
import { readRateHeaders } from '../../../shared/hubspot/rateHeaders.ts';

const NO_ANSWER = () => Promise.reject(new Error('Not part of this test.'));

/** A HubSpot that answers only what the test says. */
export function silentClient(methods: Partial<HubSpotClient>): HubSpotClient {
  return {
    upsertContacts: NO_ANSWER,
    createContacts: NO_ANSWER,
    updateContacts: NO_ANSWER,
    archiveContacts: NO_ANSWER,
    readContacts: NO_ANSWER,
    listContacts: NO_ANSWER,
    searchContacts: NO_ANSWER,
    listProperties: NO_ANSWER,
    createProperties: NO_ANSWER,
    listPropertyGroups: NO_ANSWER,
    createPropertyGroup: NO_ANSWER,
    ...methods,
  };
}

/** An answer without a word about limits. */
export function answerOf(status: number, body: unknown): HubSpotAnswer {
  const rate = readRateHeaders(new Headers());
  return { status, body, correlationId: undefined, retryAfterMs: undefined, rate };
}
