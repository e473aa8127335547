/** Something that is built with its first use. */
export interface Lazy<T> {
  (): T;
  readonly built: () => boolean;
}

/** Builds with the first call, and again after a build that threw. */
export function lazy<T>(build: () => T): Lazy<T> {
  let built: { readonly value: T } | undefined;
  const get = () => {
    built ??= { value: build() };
    return built.value;
  };
  return Object.assign(get, { built: () => built !== undefined });
}
