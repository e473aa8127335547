/** One committed write, as HubSpot would tell it in an audit log: names of properties, never their values. */
export interface WriteEntry {
  /** Epoch milliseconds of the commit. */
  readonly at: number;
  /** For a merge, the record that stays. */
  readonly contactId: string;
  readonly kind: 'created' | 'updated' | 'archived' | 'merged' | 'deleted';
  /** The endpoint that wrote it, as in the journal of calls; `portal` when a test did it directly. */
  readonly operation: string;
  /** Names of the properties that were sent. */
  readonly properties: readonly string[];
  /** How the caller addressed the contact, when not by its record id. */
  readonly key?: { readonly property: string; readonly value: string };
  /** The records that a merge took away. */
  readonly absorbed?: readonly string[];
}

const mostEntries = 200_000;
const mostLists = 1000;

/** The writes so far, oldest first: all of them up to 100,000, then at least the last 100,000. */
export class WriteLog {
  #entries: WriteEntry[] = [];
  /** Rows of one sync name the same properties, so equal lists are kept once. */
  readonly #lists = new Map<string, readonly string[]>();

  add(entry: Omit<WriteEntry, 'at'>): void {
    this.#entries.push({ ...entry, properties: this.#shared(entry.properties), at: Date.now() });
    if (this.#entries.length > mostEntries) {
      this.#entries = this.#entries.slice(mostEntries / 2);
    }
  }

  entries(): readonly WriteEntry[] {
    return [...this.#entries];
  }

  #shared(names: readonly string[]): readonly string[] {
    const joined = names.join(' ');
    const known = this.#lists.get(joined) ?? names;
    if (this.#lists.size < mostLists) {
      this.#lists.set(joined, known);
    }
    return known;
  }
}
