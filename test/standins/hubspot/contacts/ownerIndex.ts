import type { Contact } from './contact.ts';

/** Which live contact owns which value of `email` (primary or secondary) and of each unique property. */
export class OwnerIndex {
  readonly #owners = new Map<string, Map<string, string>>([['email', new Map()]]);

  /** The properties whose values identify a contact: `email` and the unique ones. */
  keys(): IterableIterator<string> {
    return this.#owners.keys();
  }

  /** Makes contacts addressable by a property; values they hold already count too. */
  addKey(name: string, contacts: Iterable<Contact>): void {
    const owners = new Map<string, string>();
    for (const contact of contacts) {
      const value = contact.properties[name];
      if (value) {
        owners.set(value, contact.id);
      }
    }
    this.#owners.set(name, owners);
  }

  removeKey(name: string): void {
    this.#owners.delete(name);
  }

  find(property: string, value: string): string | undefined {
    return this.#owners.get(property)?.get(value);
  }

  add(contact: Contact): void {
    for (const [name, owners] of this.#owners) {
      const value = contact.properties[name];
      if (value) {
        owners.set(value, contact.id);
      }
    }
    for (const email of contact.additionalEmails) {
      this.#owners.get('email')?.set(email, contact.id);
    }
  }

  remove(contact: Contact): void {
    for (const name of this.#owners.keys()) {
      this.#release(name, contact.properties[name], contact.id);
    }
    for (const email of contact.additionalEmails) {
      this.#release('email', email, contact.id);
    }
  }

  /** A property that became unique late may have values of two contacts: only the owner gives one up. */
  #release(name: string, value: string | undefined, id: string): void {
    const owners = this.#owners.get(name);
    if (value && owners?.get(value) === id) {
      owners.delete(value);
    }
  }
}
