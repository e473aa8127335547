/** An exact decimal: `unscaled` × 10^-scale. */
export class DecimalNumber {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** The decimal that the shortest text of a float stands for. */
  static fromFloat(value: number): DecimalNumber {
    return parseDecimal(String(value)) ?? new DecimalNumber(0n, 0);
  }

  /** The unscaled value at another scale, rounded half away from zero. */
  rescale(scale: number): bigint {
    if (scale >= this.scale) return this.unscaled * 10n ** BigInt(scale - this.scale);
    const unit = 10n ** BigInt(this.scale - scale);
    const half = this.unscaled < 0n ? -unit / 2n : unit / 2n;
    return (this.unscaled + half) / unit;
  }

  truncate(): bigint {
    return this.unscaled / 10n ** BigInt(this.scale);
  }

  toFloat(): number {
    return Number(this.toString());
  }

  toString(): string {
    const digits = (this.unscaled < 0n ? -this.unscaled : this.unscaled)
      .toString()
      .padStart(this.scale + 1, '0');
    const sign = this.unscaled < 0n ? '-' : '';
    if (this.scale === 0) return `${sign}${digits}`;
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }
}

const NUMBER = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/** Reads `-12.50` or `1e-7`; undefined for anything else. */
export function parseDecimal(text: string): DecimalNumber | undefined {
  const match = NUMBER.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole + fraction === '') return undefined;
  const magnitude = BigInt(whole + fraction);
  const exponent = Number(match[4] ?? 0);
  const unscaled = match[1] === '-' ? -magnitude : magnitude;
  const scale = fraction.length - exponent;
  return scale >= 0
    ? new DecimalNumber(unscaled, scale)
    : new DecimalNumber(unscaled * 10n ** BigInt(-scale), 0);
}
