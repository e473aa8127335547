/** The same in order, at least so many at a time but for the last ones. */
export async function* inPagesOf<T>(
  least: number,
  chunks: AsyncIterable<readonly T[]>,
): AsyncIterable<readonly T[]> {
  let page: T[] = [];
  for await (const chunk of chunks) {
    page.push(...chunk);
    if (page.length < least) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
