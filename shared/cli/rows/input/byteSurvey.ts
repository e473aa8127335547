/** How often each byte above 127 stands where, by the letters beside it. */
export interface HighBytes {
  /** By byte − 128. */
  readonly behindSmall: Uint32Array;
  readonly beforeCapital: Uint32Array;
  readonly elsewhere: Uint32Array;
}

/** Looks at every byte of an extract: is it UTF-8, where not, what stands above ASCII, how do lines end. */
export class ByteSurvey {
  readonly high: HighBytes = {
    behindSmall: new Uint32Array(128),
    beforeCapital: new Uint32Array(128),
    elsewhere: new Uint32Array(128),
  };
  lineFeeds = 0;
  carriageReturns = 0;
  /** Characters of UTF-8 beyond ASCII, and bytes that belong to none. */
  sequences = 0;
  strays = 0;
  #firstStray: { readonly lineFeeds: number; readonly carriageReturns: number } | undefined;
  /** Bytes that the character in hand still needs, and what the next one may be (Unicode, table 3-7). */
  #missing = 0;
  #lowest = 0x80;
  #highest = 0xbf;

  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte >= 0x80) {
        this.#count(byte, bytes[at - 1], bytes[at + 1]);
        this.#follow(byte);
        continue;
      }
      if (this.#missing > 0) this.#stray();
      if (byte === 10) this.lineFeeds += 1;
      else if (byte === 13) this.carriageReturns += 1;
    }
  }

  end(): void {
    if (this.#missing > 0) this.#stray();
  }

  /** Some programs of the Mac end lines so. */
  get lineEnd(): '\n' | '\r' {
    return this.lineFeeds === 0 && this.carriageReturns > 0 ? '\r' : '\n';
  }

  get firstStrayLine(): number | undefined {
    const before = this.#firstStray;
    return before && (this.lineEnd === '\n' ? before.lineFeeds : before.carriageReturns) + 1;
  }

  #count(byte: number, before = 0, after = 0): void {
    const isBehindSmall = before >= 97 && before <= 122;
    const isBeforeCapital = after >= 65 && after <= 90;
    const { behindSmall, beforeCapital, elsewhere } = this.high;
    const counts = isBehindSmall ? behindSmall : isBeforeCapital ? beforeCapital : elsewhere;
    counts[byte - 128] = (counts[byte - 128] ?? 0) + 1;
  }

  /** The next byte above 127: does it go on a character, or begin one? */
  #follow(byte: number): void {
    if (this.#missing > 0) {
      if (byte >= this.#lowest && byte <= this.#highest) {
        this.#missing -= 1;
        this.#lowest = 0x80;
        this.#highest = 0xbf;
        if (this.#missing === 0) this.sequences += 1;
        return;
      }
      this.#stray();
    }
    if (byte < 0xc2 || byte > 0xf4) {
      this.#stray();
      return;
    }
    this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    this.#lowest = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.#highest = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
  }

  #stray(): void {
    this.strays += 1;
    this.#missing = 0;
    this.#lowest = 0x80;
    this.#highest = 0xbf;
    const { lineFeeds, carriageReturns } = this;
    this.#firstStray ??= { lineFeeds, carriageReturns };
  }
}
