import type { Contact } from './contact.ts';

/** One contact, as nearly always, or several, the last of whom owns the value: ids. */
type Holders = string | readonly string[];

/**
 * Which live contacts have which value of `email` (primary or secondary) and of each unique property, whatever its case; the
 * last one owns it. Whether cases count is asked when somebody is looked for.
 */
export class OwnerIndex {
  readonly #holders = new Map<string, Map<string, Holders>>([['email', new Map()]]);

  /** The properties whose values identify a contact: `email` and the unique ones. */
  keys(): IterableIterator<string> {
    return this.#holders.keys();
  }

  /** Makes contacts addressable by a property; values they hold already count too. */
  addKey(name: string, contacts: Iterable<Contact>): void {
    const holders = new Map<string, Holders>();
    for (const { id, properties } of contacts) hold(holders, properties[name], id);
    this.#holders.set(name, holders);
  }

  removeKey(name: string): void {
    this.#holders.delete(name);
  }

  /** Ids of those who have the value, in any case; the owner comes first. */
  find(property: string, value: string): readonly string[] {
    return listOf(this.#holders.get(property)?.get(value.toLowerCase())).toReversed();
  }

  add({ id, properties, additionalEmails }: Contact): void {
    for (const [name, holders] of this.#holders) hold(holders, properties[name], id);
    for (const email of additionalEmails) hold(this.#holders.get('email'), email, id);
  }

  remove({ id, properties, additionalEmails }: Contact): void {
    for (const [name, holders] of this.#holders) release(holders, properties[name], id);
    for (const email of additionalEmails) release(this.#holders.get('email'), email, id);
  }
}

function listOf(holders: Holders | undefined): readonly string[] {
  if (holders === undefined) return [];
  return typeof holders === 'string' ? [holders] : holders;
}

function hold(holders: Map<string, Holders> | undefined, value: string | undefined, id: string): void {
  if (!value) return;
  const key = value.toLowerCase();
  const before = listOf(holders?.get(key)).filter((other) => other !== id);
  holders?.set(key, before.length === 0 ? id : [...before, id]);
}

function release(holders: Map<string, Holders> | undefined, value: string | undefined, id: string): void {
  if (!value) return;
  const key = value.toLowerCase();
  const [first, ...rest] = listOf(holders?.get(key)).filter((other) => other !== id);
  if (first === undefined) holders?.delete(key);
  else holders?.set(key, rest.length === 0 ? first : [first, ...rest]);
}
