import type { Contact } from './contact.ts';

/** Above 2^32, as real record ids are: a client that reads them into 32 bits fails here. */
const firstId = 10_000_000_001;

/**
 * All contacts: by id, by email (primary and secondary) and by each unique property. Archived contacts give
 * their email and unique values free (assumed: no capture shows an archived record blocking a new one).
 */
export class ContactStore {
  readonly #live = new Map<string, Contact>();
  readonly #archived = new Map<string, Contact>();
  /** Live and formerly live ids, ascending: pages of the list start by binary search. */
  readonly #ids: number[] = [];
  readonly #owners = new Map<string, Map<string, string>>([['email', new Map()]]);
  #nextId = firstId;

  constructor(uniqueProperties: readonly string[]) {
    uniqueProperties.forEach((name) => {
      this.indexUnique(name);
    });
  }

  /** Makes contacts addressable by a unique property; values stored before count too. */
  indexUnique(name: string): void {
    const owners = new Map<string, string>();
    for (const contact of this.#live.values()) {
      const value = contact.properties[name];
      if (value) {
        owners.set(value, contact.id);
      }
    }
    this.#owners.set(name, owners);
  }

  /** The properties whose values identify a contact: `email` and the unique ones. */
  keys(): IterableIterator<string> {
    return this.#owners.keys();
  }

  get(id: string): Contact | undefined {
    return this.#live.get(id);
  }

  getArchived(id: string): Contact | undefined {
    return this.#archived.get(id);
  }

  /** The live contact that owns a value of `email` or of a unique property. */
  owner(property: string, value: string): Contact | undefined {
    const id = this.#owners.get(property)?.get(value);
    return id === undefined ? undefined : this.#live.get(id);
  }

  all(): IterableIterator<Contact> {
    return this.#live.values();
  }

  allArchived(): IterableIterator<Contact> {
    return this.#archived.values();
  }

  /** At most `limit` live contacts with an id above `after`, in the order of their ids. */
  page(after: number, limit: number): Contact[] {
    const found: Contact[] = [];
    for (let at = this.#firstAbove(after); at < this.#ids.length && found.length < limit; at += 1) {
      const contact = this.#live.get(String(this.#ids[at]));
      if (contact !== undefined) {
        found.push(contact);
      }
    }
    return found;
  }

  create(properties: Readonly<Record<string, string>>, additionalEmails: readonly string[] = []): Contact {
    const now = Date.now();
    const id = this.#nextId;
    this.#nextId += 1;
    this.#ids.push(id);
    const contact = { id: String(id), properties, additionalEmails, archivedAt: null };
    return this.#put({ ...contact, createdAt: now, updatedAt: now });
  }

  /** Puts `changed` in the place of the contact with the same id. */
  replace(changed: Contact): Contact {
    const before = this.#live.get(changed.id);
    if (before !== undefined) {
      this.#unindex(before);
    }
    return this.#put(changed);
  }

  /** Takes a contact away without a trace: undoes a create. */
  discard(id: string): Contact | undefined {
    const contact = this.#live.get(id);
    if (contact !== undefined) {
      this.#unindex(contact);
      this.#live.delete(id);
    }
    return contact;
  }

  /** Moves a contact to the recycle bin; an id that is not there changes nothing. */
  archive(id: string): void {
    const contact = this.discard(id);
    if (contact !== undefined) {
      this.#archived.set(id, { ...contact, archivedAt: Date.now() });
    }
  }

  #put(contact: Contact): Contact {
    this.#live.set(contact.id, contact);
    for (const [name, owners] of this.#owners) {
      const value = contact.properties[name];
      if (value) {
        owners.set(value, contact.id);
      }
    }
    for (const email of contact.additionalEmails) {
      this.#owners.get('email')?.set(email, contact.id);
    }
    return contact;
  }

  #unindex(contact: Contact): void {
    for (const [name, owners] of this.#owners) {
      const value = contact.properties[name];
      if (value) {
        owners.delete(value);
      }
    }
    for (const email of contact.additionalEmails) {
      this.#owners.get('email')?.delete(email);
    }
  }

  #firstAbove(after: number): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ids[middle] ?? 0) <= after) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
