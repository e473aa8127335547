import { createHash } from 'node:crypto';
import { IDENTIFIER_KINDS, type Identity, identityOfAssociate } from '../../contacts/identity.ts';
import { formOfKey } from '../../contacts/keyForm.ts';
import type { Mapping } from '../../contacts/mapping.ts';
import { mapRow } from '../../contacts/mapRow.ts';
import type { RowScan } from '../ports/rowScan.ts';

const HASH_BITS = 32n;
const ROW_MASK = (1n << HASH_BITS) - 1n;

/**
 * Finds the associates that share an identifier with a contact. It keeps hashes only, about 45 bytes a row: a million
 * associates fit beside the rest of the app. Hashes may collide, so what it finds is read again and compared.
 */
export class AssociateIndex {
  /** Hash in the upper 32 bits, row number in the lower ones; sorted. */
  readonly #entries: BigUint64Array;
  readonly #keys: readonly string[];
  #forms: ReadonlySet<string> | undefined;

  private constructor(entries: BigUint64Array, keys: readonly string[]) {
    this.#entries = entries;
    this.#keys = keys;
  }

  /** Reads the whole table once. */
  static async build(rows: RowScan, mapping: Mapping): Promise<AssociateIndex> {
    const keys: string[] = [];
    let entries = new BigUint64Array(4096);
    let size = 0;
    for await (const page of rows.inKeyOrder(null)) {
      for (const row of page) {
        const number = BigInt(keys.push(row.key) - 1);
        for (const text of termsOf(identityOfAssociate(mapRow(row.values, mapping).properties, mapping))) {
          if (size === entries.length) entries = grown(entries);
          entries[size++] = (hash(text) << HASH_BITS) | number;
        }
      }
    }
    return new AssociateIndex(entries.subarray(0, size).sort(), keys);
  }

  /** Keys of the associates that may share an identifier with this one. */
  find(identity: Identity): readonly string[] {
    const found = new Set<string>();
    for (const text of termsOf(identity)) {
      const wanted = hash(text);
      for (let at = this.#firstOf(wanted); at < this.#entries.length; at++) {
        const entry = this.#entries[at] ?? 0n;
        if (entry >> HASH_BITS !== wanted) break;
        found.add(this.#keys[Number(entry & ROW_MASK)] ?? '');
      }
    }
    return [...found];
  }

  /** Whether this has the form of some associate's key. */
  hasFormOf(key: string): boolean {
    this.#forms ??= new Set(this.#keys.map(formOfKey));
    return this.#forms.has(formOfKey(key));
  }

  #firstOf(wanted: bigint): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle] ?? 0n) >> HASH_BITS < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function termsOf(identity: Identity): readonly string[] {
  return IDENTIFIER_KINDS.flatMap((kind) => identity[kind].map((value) => `${kind} ${value}`));
}

function hash(text: string): bigint {
  return BigInt(createHash('sha1').update(text).digest().readUInt32BE(0));
}

function grown(entries: BigUint64Array<ArrayBuffer>): BigUint64Array<ArrayBuffer> {
  const larger = new BigUint64Array(entries.length * 2);
  larger.set(entries);
  return larger;
}
