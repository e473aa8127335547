import type { TableDescription } from './tableDescription.ts';

/** How long a table's description is trusted: a column added or dropped is noticed after this. */
const DESCRIPTION_TTL_MS = 300_000;

/** The table's description, asked for again only after a while or after a failure. */
export function cachedDescription(
  describe: () => Promise<TableDescription>,
): () => Promise<TableDescription> {
  let cached: { readonly at: number; readonly table: Promise<TableDescription> } | undefined;
  return () => {
    if (!cached || Date.now() - cached.at > DESCRIPTION_TTL_MS) {
      const entry = { at: Date.now(), table: describe() };
      entry.table.catch(() => {
        if (cached === entry) cached = undefined;
      });
      cached = entry;
    }
    return cached.table;
  };
}
