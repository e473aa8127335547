/** The combining mark that an entity's name means: `&Ntilde;` is N with a tilde. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['acute', '\u0301'],
  ['grave', '\u0300'],
  ['circ', '\u0302'],
  ['tilde', '\u0303'],
  ['uml', '\u0308'],
  ['ring', '\u030a'],
  ['cedil', '\u0327'],
]);

const SIGNS: ReadonlyMap<string, string> = new Map(
  [
    ...['amp &', 'lt <', 'gt >', 'quot "', "apos '", 'lsquo ‘', 'rsquo ’', 'ldquo “', 'rdquo ”'],
    ...['nbsp \u00a0', 'ndash –', 'mdash —', 'iexcl ¡', 'iquest ¿', 'ordf ª', 'ordm º', 'szlig ß'],
  ].map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
);

const LETTER = new RegExp(`^([a-z])(${[...MARKS.keys()].join('|')})$`, 'i');
const ENTITY = /&(?:#(\d{2,7})|#x([\da-f]{2,6})|([a-z]{2,7}));/gi;

/** Letters and signs that a web form wrote as HTML entities: `MU&Ntilde;OZ`, `Mu&#241;oz`. What is no entity stays. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (entity, decimal?: string, hex?: string, name = '') => {
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : 0;
    if (code > 0) return code > 0x10ffff ? entity : String.fromCodePoint(code).toWellFormed();
    const [, letter, mark = ''] = LETTER.exec(name) ?? [];
    if (letter === undefined) return SIGNS.get(name.toLowerCase()) ?? entity;
    return `${letter}${MARKS.get(mark.toLowerCase())}`.normalize('NFC');
  });
}
