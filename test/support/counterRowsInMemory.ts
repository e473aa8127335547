import type { CounterRow, CounterRows } from '../../shared/sync/ports/counterRows.ts';

/** Counters in memory, in the order of their names, with If-Match. */
export function counterRowsInMemory(): CounterRows {
  const rows = new Map<string, CounterRow>();
  let commits = 0;
  const between = (first: string, behind: string) =>
    [...rows.values()]
      .filter(({ name }) => name >= first && name < behind)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    read: async (names) =>
      new Map(
        names.flatMap((name) => {
          const row = rows.get(name);
          return row ? [[name, row] as const] : [];
        }),
      ),
    between: async (first, behind, most = Number.POSITIVE_INFINITY) => between(first, behind).slice(0, most),
    names: async (first, behind) => between(first, behind).map(({ name }) => name),
    async commit(wanted) {
      if (wanted.some(({ name, etag }) => rows.get(name)?.etag !== etag)) return false;
      for (const { name, text } of wanted) rows.set(name, { name, text, etag: `by commit ${++commits}` });
      return true;
    },
    async forget(first, behind, most) {
      const gone = between(first, behind).slice(0, most);
      for (const { name } of gone) rows.delete(name);
      return gone.length;
    },
  };
}
