const PATTERN = /^(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/;

/**
 * Milliseconds of a .NET TimeSpan as host.json writes it: `[days.]hours:minutes[:seconds[.fraction]]`.
 *
 * @throws when the text has another form.
 */
export function parseTimeSpan(text: string): number {
  const match = PATTERN.exec(text.trim());
  if (match === null) throw new Error(`"${text}" is not a time span (hh:mm:ss)`);
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
}
