/**
 * Whether one amount is above another: canonical decimal text without sign (`250000.5`), compared digit by digit, because
 * amounts may have more digits than a float holds.
 */
export function exceeds(amount: string, limit: string): boolean {
  const whole = wholeDigits(amount);
  const limitWhole = wholeDigits(limit);
  // With as many digits before the point, canonical numbers compare as text does: `19.5` > `19.45`, `20` > `19.5`.
  return whole === limitWhole ? amount > limit : whole > limitWhole;
}

function wholeDigits(amount: string): number {
  const point = amount.indexOf('.');
  return point === -1 ? amount.length : point;
}
