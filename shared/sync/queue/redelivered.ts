import type { BatchMessage } from '../ports/messages.ts';

/**
 * A batch as its `delivery` (1 for the first one) has to be done. What an earlier one sent may still be under way, or was never noted: nobody
 * knows what HubSpot holds of its records, so all of them go past the fingerprint and are read back.
 */
export function redelivered(message: BatchMessage, delivery: number): BatchMessage {
  return delivery > 1 ? { ...message, force: true, doubtful: true } : message;
}
