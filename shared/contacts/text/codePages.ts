/** A single-byte code page: ASCII below 128, these characters above. */
export interface CodePage {
  readonly name: string;
  /** Character → byte, for bytes 128 to 255. */
  readonly bytes: ReadonlyMap<string, number>;
}

/** The C1 controls: windows-1252 leaves five of these bytes undefined, and ISO 8859-1 reads all of them so. */
const CONTROLS = range(0x80, 0x9f);
const LATIN_1 = range(0xa0, 0xff);

/**
 * Byte 0x80 to 0x9f; a space stands for an undefined one. Not from TextDecoder: Node's reads these as ISO 8859-1
 * (nodejs/node#56542).
 */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

const MAC_ROMAN =
  'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ';

const CP_850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

const CP_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/**
 * The code pages in which a Costa Rican office's text gets misread: Windows, older Macs, the Windows console in Spanish and in
 * English. In the order in which they are tried.
 */
export const CODE_PAGES: readonly CodePage[] = [
  { name: 'windows-1252', bytes: new Map([...numbered(CONTROLS), ...numbered(WINDOWS_1252 + LATIN_1)]) },
  { name: 'Mac Roman', bytes: new Map(numbered(MAC_ROMAN)) },
  { name: 'cp850', bytes: new Map(numbered(CP_850)) },
  { name: 'cp437', bytes: new Map(numbered(CP_437)) },
];

function numbered(characters: string): [character: string, byte: number][] {
  return [...characters].flatMap((character, index) =>
    character === ' ' ? [] : [[character, 0x80 + index]],
  );
}

function range(first: number, last: number): string {
  return String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}
