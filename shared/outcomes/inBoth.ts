import type { CodeMeaning } from './codeMeaning.ts';

/** An answer whose texts are in both languages still; whoever answers picks one. */
export type InBoth<T> = T extends readonly (infer E)[]
  ? readonly InBoth<E>[]
  : T extends object
    ? { readonly [K in keyof T]: K extends 'message' ? CodeMeaning : InBoth<T[K]> }
    : T;
