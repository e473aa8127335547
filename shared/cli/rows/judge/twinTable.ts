/** Words of a slot: two of the hash, the first place at which the value stands, and the second, 0 for none. */
const WORDS = 4;
/** Fuller than this, searching gets slow. */
const FULL = 0.75;

/**
 * Remembers of each value a hash of 64 bits and where it stood first and second: 16 bytes a slot, whatever the length of the
 * values. Places count from 1. Among a million values one false pair is to be expected in 37 million files.
 */
export class TwinTable {
  #slots: Uint32Array;
  #capacity: number;
  #count = 0;
  #high = 0;
  #low = 0;

  /** @param expected about how many values will come; more are no harm. */
  constructor(expected: number) {
    this.#capacity = Math.ceil(Math.max(expected, 1000) / FULL);
    this.#slots = new Uint32Array(this.#capacity * WORDS);
  }

  note(value: string, place: number): void {
    if (this.#count >= this.#capacity * FULL) this.#grow();
    this.#hash(value);
    const at = this.#find();
    if (this.#slots[at + 2] === 0) {
      this.#fill(at, this.#high, this.#low, place, 0);
      this.#count += 1;
    } else if (this.#slots[at + 3] === 0) this.#slots[at + 3] = place;
  }

  /** Where else the value that stands at `place` was noted, or undefined when nowhere. */
  twinOf(value: string, place: number): number | undefined {
    this.#hash(value);
    const at = this.#find();
    const [first, second] = [this.#slots[at + 2], this.#slots[at + 3]];
    return second === 0 ? undefined : first === place ? second : first;
  }

  /** The slot of the value that was hashed last, or the empty one where it belongs. */
  #find(): number {
    let slot = Math.floor((this.#high / 2 ** 32) * this.#capacity);
    for (;;) {
      const at = slot * WORDS;
      if (this.#slots[at + 2] === 0) return at;
      if (this.#slots[at] === this.#high && this.#slots[at + 1] === this.#low) return at;
      slot = slot + 1 === this.#capacity ? 0 : slot + 1;
    }
  }

  #fill(at: number, high: number, low: number, first: number, second: number): void {
    this.#slots[at] = high;
    this.#slots[at + 1] = low;
    this.#slots[at + 2] = first;
    this.#slots[at + 3] = second;
  }

  #grow(): void {
    const former = this.#slots;
    this.#capacity *= 2;
    this.#slots = new Uint32Array(this.#capacity * WORDS);
    for (let at = 0; at < former.length; at += WORDS) {
      const [high = 0, low = 0, first = 0, second = 0] = former.subarray(at, at + WORDS);
      if (first === 0) continue;
      this.#high = high;
      this.#low = low;
      this.#fill(this.#find(), high, low, first, second);
    }
  }

  /** Two MurmurHash3 of 32 bits over the UTF-16 code units, of different seeds, mixed into each other. */
  #hash(value: string): void {
    let high = 0x9747b28c;
    let low = 0x1b873593;
    for (let at = 0; at < value.length; at++) {
      const unit = value.charCodeAt(at);
      high = (Math.imul(rotate(high ^ scramble(unit, 0xcc9e2d51, 0x1b873593), 13), 5) + 0xe6546b64) | 0;
      low = (Math.imul(rotate(low ^ scramble(unit, 0x239b961b, 0xab0e9789), 19), 5) + 0x561ccd1b) | 0;
    }
    high = finish(high ^ value.length);
    low = finish(low ^ high);
    this.#high = finish(high + low);
    this.#low = low;
  }
}

function scramble(unit: number, first: number, second: number): number {
  return Math.imul(rotate(Math.imul(unit, first), 15), second);
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function finish(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
