/** Changes a cleaned value before its rule sees it; doing it twice changes nothing more. */
export type Transform = (text: string) => string;

/** The transforms a mapping file may name. NFC again afterwards: letters may take another form in the other case. */
export const TRANSFORMS = {
  upper: (text) => text.toUpperCase().normalize('NFC'),
  lower: (text) => text.toLowerCase().normalize('NFC'),
  /** Only the digits: `A-00123` → `00123`. */
  digits: (text) => text.replace(/\D+/g, ''),
  /** `00123` → `123`; a lone 0 stays. */
  noLeadingZeros: (text) => text.replace(/^0+(?=.)/, ''),
} as const satisfies Record<string, Transform>;

export type TransformName = keyof typeof TRANSFORMS;
