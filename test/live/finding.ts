/** One thing that we take for granted of an end that is not ours. */
export interface Check<Ends> {
  readonly claim: string;
  /** What to change where the end does otherwise: a file, or a switch of the stand-in. */
  readonly otherwise: string;
  /** A setting without which it is left out, because what it does cannot be undone. */
  readonly optIn?: 'HUBSPOT_TEST_GDPR';
  readonly look: (ends: Ends) => Promise<Finding>;
}

export interface Finding {
  /** It does as we thought. */
  readonly known: boolean;
  /** What was seen. */
  readonly saw: string;
  /** Our code goes wrong where it is so. */
  readonly breaks: boolean;
}

/** Good to know; our code copes either way. */
export function noted(known: boolean, saw: string): Finding {
  return { known, saw, breaks: false };
}

/** Our code needs it to be so. */
export function reliedOn(known: boolean, saw: string): Finding {
  return { known, saw, breaks: !known };
}
