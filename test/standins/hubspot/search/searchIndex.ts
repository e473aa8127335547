import type { Contact } from '../contacts/contact.ts';
import { propertyValue } from '../contacts/derivedProperties.ts';

interface Change {
  readonly visibleAt: number;
  readonly id: string;
  /** Undefined when the contact is gone. */
  readonly contact: Contact | undefined;
}

/** Ids by lowercased value. */
type ValueIndex = Map<string, Set<string>>;

const longestProcessedPrefix = 4096;

/**
 * What search sees. HubSpot's index trails its store by "a few moments" (search guide), so a contact may be
 * missing from, or old in, a search right after it was written.
 */
export class SearchIndex {
  readonly #contacts = new Map<string, Contact>();
  /** Made for a property when it is searched for the first time, so that lookups by value stay cheap. */
  readonly #byValue = new Map<string, ValueIndex>();
  #changes: Change[] = [];
  #next = 0;
  readonly #lagMs: () => number;

  constructor(lagMs: () => number) {
    this.#lagMs = lagMs;
  }

  note(id: string, contact: Contact | undefined): void {
    const now = Date.now();
    this.#changes.push({ visibleAt: now + this.#lagMs(), id, contact });
    this.#catchUp(now);
  }

  visible(): Contact[] {
    this.#catchUp(Date.now());
    return [...this.#contacts.values()];
  }

  /** The contacts in which `property` has one of the values, in whatever case. */
  withValue(property: string, values: readonly string[]): Contact[] {
    this.#catchUp(Date.now());
    const index = this.#byValue.get(property) ?? this.#buildIndex(property);
    const ids = new Set(values.flatMap((value) => [...(index.get(value.toLowerCase()) ?? [])]));
    return [...ids].flatMap((id) => this.#contacts.get(id) ?? []);
  }

  #catchUp(now: number): void {
    for (let change = this.#changes[this.#next]; change !== undefined && change.visibleAt <= now; ) {
      this.#apply(change);
      this.#next += 1;
      change = this.#changes[this.#next];
    }
    if (this.#next > longestProcessedPrefix) {
      this.#changes = this.#changes.slice(this.#next);
      this.#next = 0;
    }
  }

  #apply({ id, contact }: Change): void {
    const before = this.#contacts.get(id);
    for (const [property, index] of this.#byValue) {
      if (before !== undefined) {
        index.get(keyOf(before, property))?.delete(id);
      }
      if (contact !== undefined) {
        addTo(index, contact, property);
      }
    }
    if (contact === undefined) {
      this.#contacts.delete(id);
    } else {
      this.#contacts.set(id, contact);
    }
  }

  #buildIndex(property: string): ValueIndex {
    const index: ValueIndex = new Map();
    for (const contact of this.#contacts.values()) {
      addTo(index, contact, property);
    }
    this.#byValue.set(property, index);
    return index;
  }
}

function addTo(index: ValueIndex, contact: Contact, property: string): void {
  const key = keyOf(contact, property);
  const ids = index.get(key) ?? new Set();
  ids.add(contact.id);
  index.set(key, ids);
}

function keyOf(contact: Contact, property: string): string {
  return propertyValue(contact, property)?.toLowerCase() ?? '';
}
