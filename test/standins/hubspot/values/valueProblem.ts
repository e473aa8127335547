/** Why HubSpot refuses one property of one input. Clients must key on `code`: `message` is localised. */
export interface ValueProblem {
  readonly code: string;
  readonly property: string;
  readonly value: string;
  readonly message: string;
}

/** 2026-09 repairs some dates instead of refusing them, and says so on the record. */
export interface ValueWarning {
  readonly category: 'PROPERTY_VALUE_NORMALIZED';
  readonly message: string;
  readonly context: {
    readonly propertyName: string;
    readonly rawValue: string;
    readonly normalizedValue: string;
  };
}

/** The verdict on one value: what is stored, or why not. */
export type ValueVerdict =
  | { readonly ok: true; readonly value: string; readonly repaired?: true }
  | { readonly ok: false; readonly code: string; readonly message: string };
