import type { IdentifierKind } from '../../contacts/identity.ts';

/** Who would have which identifier by now, in a dry run of more than one batch. */
export interface Claims {
  /** The associate that claimed the value first, whoever asks later. */
  claim(kind: IdentifierKind, value: string, key: string): string;
}
