import { FileFault } from '../fileFault.ts';
import { type Line, LONGEST } from './splitLines.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
/** What may stand between objects: white space and commas. */
const BETWEEN = new Set([0x09, 0x0a, 0x0d, 0x20, 0x2c]);

/**
 * Cuts the text of a JSON array, or of objects one behind another, into its objects. What is no object, or is damaged, comes
 * without text. A string never holds a line end: one that does has lost its quote, and costs its object alone.
 *
 * @throws FileFault when an array does not end.
 */
export function* splitObjects(pieces: Iterable<string>, lineEnd: '\n' | '\r'): Generator<Line> {
  const splitter = new ObjectSplitter(lineEnd.charCodeAt(0));
  for (const piece of pieces) yield* splitter.push(piece);
  yield* splitter.end();
}

class ObjectSplitter {
  readonly #lineEnd: number;
  #found: Line[] = [];
  #line = 1;
  /** Where the object in hand, or what stands in place of one, begins. */
  #begins = 1;
  #pending = '';
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isInArray = false;
  /** What stands between objects and should not, or belongs to a damaged one that was told already. */
  #between: 'nothing' | 'junk' | 'remains' = 'nothing';

  constructor(lineEnd: number) {
    this.#lineEnd = lineEnd;
  }

  push(piece: string): readonly Line[] {
    this.#found = [];
    let start = 0;
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (code === this.#lineEnd) {
        this.#line += 1;
        if (this.#isInString) this.#giveUp();
      } else if (this.#isInString) {
        this.#followString(code);
      } else if (code === OPENING_BRACE) {
        if (this.#depth === 0) start = this.#begin(at);
        this.#depth += 1;
      } else if (this.#depth === 0) {
        this.#followBetween(code);
      } else if (code === QUOTE) {
        this.#isInString = true;
      } else if (code === CLOSING_BRACE) {
        this.#depth -= 1;
        if (this.#depth === 0) this.#tell(this.#pending + piece.slice(start, at + 1));
      }
    }
    if (this.#depth > 0) this.#pending += piece.slice(start);
    if (this.#pending.length > LONGEST) this.#giveUp();
    return this.#found;
  }

  end(): readonly Line[] {
    this.#found = [];
    if (this.#isInArray)
      throw new FileFault(
        `The JSON array does not end: the file was cut off, or a brace is missing, in line ${this.#begins} or below. Export it anew.`,
      );
    if (this.#depth > 0 || this.#between === 'junk') this.#tell(undefined);
    return this.#found;
  }

  #begin(at: number): number {
    if (this.#between === 'junk') this.#tell(undefined);
    this.#between = 'nothing';
    this.#begins = this.#line;
    return at;
  }

  #followString(code: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (code === BACKSLASH) this.#isEscaped = true;
    else if (code === QUOTE) this.#isInString = false;
  }

  #followBetween(code: number): void {
    if (BETWEEN.has(code)) return;
    if (code === OPENING_BRACKET) this.#isInArray = true;
    else if (code === CLOSING_BRACKET) this.#isInArray = false;
    else if (this.#between === 'nothing') {
      this.#between = 'junk';
      this.#begins = this.#line;
    }
  }

  #giveUp(): void {
    this.#tell(undefined);
    this.#between = 'remains';
  }

  #tell(text: string | undefined): void {
    this.#found.push({ number: this.#begins, text });
    this.#pending = '';
    this.#depth = 0;
    this.#isInString = false;
    this.#isEscaped = false;
  }
}
