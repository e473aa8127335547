import { spokenNow } from './language.ts';

/** A number, with as many digits after the point as are asked for (0). */
export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(spokenNow().numbers, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** A percentage from 0 to 100. What is not quite all never reads as all, and what is a little not as nothing. */
export function percent(value: number, digits = 1): string {
  const step = 10 ** -digits;
  const shown = value < 100 ? Math.min(value, 100 - step) : value;
  const isLittle = value > 0 && value < step / 2;
  const text = number(isLittle ? step : shown, Number.isInteger(shown) && shown >= 100 ? 0 : digits);
  return `${isLittle ? '<\u00a0' : ''}${text}${spokenNow().language === 'es' ? '\u00a0%' : '%'}`;
}
