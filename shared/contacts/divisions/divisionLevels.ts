/** Digits of a code: P, PCC or PCCDD. */
export const CODE_LENGTHS = { provincia: 1, canton: 3, distrito: 5 } as const;
export type DivisionLevel = keyof typeof CODE_LENGTHS;
