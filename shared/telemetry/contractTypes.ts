/** What a text may look like. What does not fit its form is not sent: see `redact.ts`. */
export type DimensionForm =
  /** A word of ours, e.g. `detect`. */
  | 'word'
  /** Capitals, digits and underscores, or empty. */
  | 'code'
  /** Letters, digits, `-` and `_`, or empty. */
  | 'id'
  /** numero_asociado. */
  | 'key'
  /** A path in this repository, or empty. */
  | 'path'
  /** Words of ours, or empty. */
  | 'sentence';

export interface DimensionSpec {
  readonly form: DimensionForm;
  /** All there are, where they are few. */
  readonly values?: readonly string[];
  readonly description: string;
}

export interface MeasurementSpec {
  /** `flag`: 0 or 1. */
  readonly unit: 'count' | 'ms' | 'percent' | 'flag';
  /** What stands for what nobody knows, where that may be: a measurement is a number. */
  readonly unknown?: -1;
  readonly description: string;
}

export interface EventSpec {
  readonly description: string;
  readonly dimensions: Readonly<Record<string, DimensionSpec>>;
  readonly measurements: Readonly<Record<string, MeasurementSpec>>;
  /** Why no query reads it, where none does. */
  readonly notQueried?: string;
}
