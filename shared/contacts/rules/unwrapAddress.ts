/** No cell with one address is longer, however much stands around it. */
const LONGEST = 500;

const SEPARATORS = /^[\s;,]+|[\s;,.]+$/g;
const NAME_AND_ADDRESS = /^([^<>]*)<([^<>]*)>$/;
const BRACKETED = /^[([{<\s]*([^<>]*?)[)\]}>\s]*$/;
const QUOTED = /^["'`´“”‘’«»]*([^"'`´“”‘’«»]+)["'`´“”‘’«»]*$/;
const LABEL = /^(?:mailto|correo(?: electr[oó]nico)?|e-?mail|mail)(?:\s*:\s*|\s+)([^?]*)(?:\?.*)?$/;

/**
 * What is left of a cell without that with which mail programs, forms and lists surround an address, in lower case: a name and
 * `<…>` (RFC 5322), `mailto:` (RFC 6068), a label, quotes, brackets, `;` or `,` behind it, full-width signs. Undefined when it
 * holds two addresses, or is too long to hold one.
 */
export function unwrapAddress(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  let inner = text.normalize('NFKC').toLowerCase();
  for (;;) {
    const bare = inner.replace(SEPARATORS, '');
    const [, name = '', address] = NAME_AND_ADDRESS.exec(bare) ?? [];
    // A name that is another address makes two.
    if (address !== undefined && name.includes('@') && unwrapAddress(name) !== unwrapAddress(address))
      return undefined;
    const next = address ?? firstOf(bare, BRACKETED, LABEL, QUOTED);
    if (next === inner) return isOnce(next);
    inner = next;
  }
}

/** What the first pattern that fits leaves. */
function firstOf(text: string, ...patterns: readonly RegExp[]): string {
  for (const pattern of patterns) {
    const inner = pattern.exec(text)?.[1];
    if (inner !== undefined && inner !== text) return inner;
  }
  return text;
}

/** An address that stands twice is one. */
function isOnce(text: string): string {
  const [first = text, ...others] = text.split(/[\s;,|]+/);
  return others.every((other) => other === first) ? first : text;
}
