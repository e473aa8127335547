import { spokenNow } from './language.ts';

/** A number, with as many digits after the point as are asked for (0). */
export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(spokenNow().numbers, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** A percentage from 0 to 100. What is not quite all never reads as all: it is cut, not rounded up. */
export function percent(value: number, digits = 1): string {
  const step = 10 ** -digits;
  const shown = value < 100 ? Math.min(value, 100 - step) : value;
  return `${number(shown, Number.isInteger(shown) && shown >= 100 ? 0 : digits)}${spokenNow().language === 'es' ? '\u00a0%' : '%'}`;
}
