/** A growing buffer of little-endian fields; the tokens of a response are written into it. */
export class ByteWriter {
  #bytes: Buffer = Buffer.allocUnsafe(64 * 1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The bytes written so far; valid until the next write or `consume`. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Drops the first `count` bytes, keeping the rest. */
  consume(count: number): void {
    this.#bytes.copyWithin(0, count, this.#length);
    this.#length -= count;
  }

  u8(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  u16(value: number): void {
    this.#reserve(2);
    this.#bytes.writeUInt16LE(value, this.#length);
    this.#length += 2;
  }

  i16(value: number): void {
    this.#reserve(2);
    this.#bytes.writeInt16LE(value, this.#length);
    this.#length += 2;
  }

  u32(value: number): void {
    this.#reserve(4);
    this.#bytes.writeUInt32LE(value, this.#length);
    this.#length += 4;
  }

  i32(value: number): void {
    this.#reserve(4);
    this.#bytes.writeInt32LE(value, this.#length);
    this.#length += 4;
  }

  i64(value: bigint): void {
    this.#reserve(8);
    this.#bytes.writeBigInt64LE(value, this.#length);
    this.#length += 8;
  }

  u64(value: bigint): void {
    this.#reserve(8);
    this.#bytes.writeBigUInt64LE(value, this.#length);
    this.#length += 8;
  }

  float(value: number): void {
    this.#reserve(4);
    this.#bytes.writeFloatLE(value, this.#length);
    this.#length += 4;
  }

  double(value: number): void {
    this.#reserve(8);
    this.#bytes.writeDoubleLE(value, this.#length);
    this.#length += 8;
  }

  /** An unsigned integer in `count` bytes, at most 6. */
  unsigned(value: number, count: number): void {
    this.#reserve(count);
    this.#bytes.writeUIntLE(value, this.#length, count);
    this.#length += count;
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  utf16(value: string): void {
    this.#reserve(value.length * 2);
    this.#length += this.#bytes.write(value, this.#length, 'utf16le');
  }

  latin1(value: string): void {
    this.#reserve(value.length);
    this.#length += this.#bytes.write(value, this.#length, 'latin1');
  }

  /** B_VARCHAR: one byte of length in characters, then UTF-16. */
  bVarchar(value: string): void {
    this.u8(value.length);
    this.utf16(value);
  }

  /** US_VARCHAR: two bytes of length in characters, then UTF-16. */
  usVarchar(value: string): void {
    this.u16(value.length);
    this.utf16(value);
  }

  /** Writes what `body` writes, with its length in bytes as a USHORT in front. */
  sized16(body: () => void): void {
    this.u16(0);
    const start = this.#length;
    body();
    this.#bytes.writeUInt16LE(this.#length - start, start - 2);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}
