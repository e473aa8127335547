/** Reads the little-endian fields of a TDS message, front to back. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  skip(count: number): void {
    this.#at += count;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#advance(1));
  }

  peekU8(): number | undefined {
    return this.#bytes[this.#at];
  }

  u16(): number {
    return this.#bytes.readUInt16LE(this.#advance(2));
  }

  i16(): number {
    return this.#bytes.readInt16LE(this.#advance(2));
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#advance(4));
  }

  i32(): number {
    return this.#bytes.readInt32LE(this.#advance(4));
  }

  u64(): bigint {
    return this.#bytes.readBigUInt64LE(this.#advance(8));
  }

  i64(): bigint {
    return this.#bytes.readBigInt64LE(this.#advance(8));
  }

  float(): number {
    return this.#bytes.readFloatLE(this.#advance(4));
  }

  double(): number {
    return this.#bytes.readDoubleLE(this.#advance(8));
  }

  /** An unsigned integer of `count` bytes (up to 17). */
  unsigned(count: number): bigint {
    const start = this.#advance(count);
    let value = 0n;
    for (let i = count - 1; i >= 0; i -= 1) value = (value << 8n) | BigInt(this.#bytes.readUInt8(start + i));
    return value;
  }

  bytes(count: number): Buffer {
    const start = this.#advance(count);
    if (start + count > this.#bytes.length) throw new RangeError('TDS message is shorter than it says');
    return this.#bytes.subarray(start, start + count);
  }

  /** UTF-16LE text of `chars` code units. */
  text(chars: number): string {
    return this.bytes(chars * 2).toString('utf16le');
  }

  #advance(count: number): number {
    const start = this.#at;
    this.#at += count;
    return start;
  }
}
