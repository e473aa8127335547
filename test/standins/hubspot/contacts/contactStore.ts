import type { Contact, ContactContent } from './contact.ts';
import { firstAbove } from './firstAbove.ts';
import { OwnerIndex } from './ownerIndex.ts';

/** Above 2^32, as real record ids are: a client that reads them into 32 bits fails here. */
const firstId = 10_000_000_001;

/** Shared, so that it costs a contact nothing. */
const none: readonly never[] = [];

/**
 * All contacts: by id, by email (primary and secondary) and by each unique property. Archived contacts give
 * their email and unique values free (assumed: no capture shows an archived record blocking a new one).
 */
export class ContactStore {
  readonly #live = new Map<string, Contact>();
  readonly #archived = new Map<string, Contact>();
  /** Live and formerly live ids, ascending: pages of the list start by binary search. */
  readonly #ids: number[] = [];
  readonly #owners = new OwnerIndex();
  /** Ids that a merge took away, each with the id of the record that took its place. */
  readonly #survivors = new Map<string, string>();
  readonly #blockedEmails = new Set<string>();
  #nextId = firstId;

  readonly #ignoresCase: () => boolean;

  /** @param ignoresCase whether values of unique properties that differ in case only are one. */
  constructor(uniqueProperties: readonly string[], ignoresCase: () => boolean) {
    this.#ignoresCase = ignoresCase;
    uniqueProperties.forEach((name) => {
      this.indexUnique(name);
    });
  }

  /** Makes contacts addressable by a unique property; values stored before count too. */
  indexUnique(name: string): void {
    this.#owners.addKey(name, this.#live.values());
  }

  dropUnique(name: string): void {
    this.#owners.removeKey(name);
  }

  /** The properties whose values identify a contact: `email` and the unique ones. */
  keys(): IterableIterator<string> {
    return this.#owners.keys();
  }

  get(id: string): Contact | undefined {
    return this.#live.get(id);
  }

  /** Like `get`, but an id that was merged away leads to the record that took its place. */
  follow(id: string): Contact | undefined {
    const survivor = this.#survivors.get(id);
    return survivor === undefined ? this.#live.get(id) : this.follow(survivor);
  }

  /** The id that the next contact gets. */
  get nextId(): string {
    return String(this.#nextId);
  }

  isMergedAway(id: string): boolean {
    return this.#survivors.has(id);
  }

  getArchived(id: string): Contact | undefined {
    return this.#archived.get(id);
  }

  /** The live contact that owns a value of `email` or of a unique property. */
  owner(property: string, value: string): Contact | undefined {
    const holders = this.#owners.find(property, value).flatMap((id) => this.#live.get(id) ?? []);
    if (property === 'email' || this.#ignoresCase()) return holders[0];
    return holders.find(({ properties }) => properties[property] === value);
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
    for (let at = firstAbove(this.#ids, after); at < this.#ids.length && found.length < limit; at += 1) {
      const contact = this.#live.get(String(this.#ids[at]));
      if (contact !== undefined) {
        found.push(contact);
      }
    }
    return found;
  }

  create(properties: Readonly<Record<string, string>>, content: Partial<ContactContent> = {}): Contact {
    const now = Date.now();
    return this.#put({
      id: this.#takeId(),
      properties,
      additionalEmails: content.additionalEmails ?? none,
      mergedIds: content.mergedIds ?? none,
      changes: content.changes ?? none,
      createdAt: now,
      updatedAt: now,
      archivedAt: null,
    });
  }

  /** Puts `changed` in the place of the contact with the same id. */
  replace(changed: Contact): Contact {
    const before = this.#live.get(changed.id);
    if (before !== undefined) {
      this.#owners.remove(before);
    }
    return this.#put(changed);
  }

  /** Undoes a create. */
  discard(id: string): Contact | undefined {
    const contact = this.#live.get(id);
    if (contact !== undefined) {
      this.#owners.remove(contact);
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

  /** Puts `merged` in the place of two contacts. `id` of the record that stays, or undefined for a new one. */
  merge(gone: readonly string[], merged: Omit<Contact, 'id'>, id: string | undefined): Contact {
    gone.forEach((absorbed) => {
      this.discard(absorbed);
    });
    const survivor = this.replace({ ...merged, id: id ?? this.#takeId() });
    gone.forEach((absorbed) => {
      this.#survivors.set(absorbed, survivor.id);
    });
    return survivor;
  }

  /** Takes a contact away for good, from the recycle bin too. */
  forget(id: string): void {
    this.discard(id);
    this.#archived.delete(id);
  }

  /** No contact may have this email ever again. */
  blockEmail(email: string): void {
    this.#blockedEmails.add(email);
  }

  readonly isBlocked = (email: string): boolean => this.#blockedEmails.has(email);

  #takeId(): string {
    const id = this.#nextId;
    this.#nextId += 1;
    this.#ids.push(id);
    return String(id);
  }

  #put(contact: Contact): Contact {
    this.#live.set(contact.id, contact);
    this.#owners.add(contact);
    return contact;
  }
}
