const texts = new Map<number, string>();
const mostTexts = 1000;

/**
 * HubSpot's timestamps: ISO-8601 in UTC, without the milliseconds when they are zero. The records of a batch share
 * their instants, so recent ones are remembered.
 */
export function formatTime(epochMs: number): string {
  const known = texts.get(epochMs);
  if (known !== undefined) {
    return known;
  }
  if (texts.size >= mostTexts) {
    texts.clear();
  }
  const text = new Date(epochMs).toISOString().replace('.000Z', 'Z');
  texts.set(epochMs, text);
  return text;
}
