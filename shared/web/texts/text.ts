/** A sentence; where it counts something, one for a single thing and one for several. `{name}` is filled in. */
export type Text = string | { readonly one: string; readonly other: string };

export type Texts = Readonly<Record<string, Text>>;

/** The same texts in another language: a missing one is a type error, and so is one too many. */
export type SameTexts<Original> = { readonly [Key in keyof Original]: Text };

/** What a text has to be told, out of its braces. */
export type NamesIn<T> = T extends string
  ? NamesInSentence<T>
  : T extends { readonly one: infer One; readonly other: infer Other }
    ? 'n' | NamesInSentence<One> | NamesInSentence<Other>
    : never;

type NamesInSentence<S> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesInSentence<Rest>
  : never;
