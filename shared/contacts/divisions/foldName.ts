import { remember } from '../remember.ts';

/**
 * The form in which names of places are compared: no accents, no case, nothing but letters and digits. No two places
 * under one parent fold to the same (a test holds the division to that).
 */
export const foldName = remember((name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim(),
);
