/** What people and programs write where there is nothing, without case, accents, spaces and punctuation. */
export const PLACEHOLDERS: ReadonlySet<string> = new Set(
  [
    'na nd sn sd nr ns nsnr null nulo nula none nan undefined unknown empty vacio',
    'ninguno ninguna notiene notienen notengo noaplica nodisponible noindica noindicado noregistra noregistrado',
    'noreporta noposee nohay noexiste nodefinido noespecificado',
    'notienetelefono notienecelular notienecorreo notieneemail notienecedula notieneapellido',
    'sindato sindatos sininformacion sintelefono sincorreo sinemail sinnumero sincedula sinapellido sinnombre',
    'sinsegundoapellido sinotroapellido sinotronombre sindefinir sinespecificar desconocido desconocida pendiente pordefinir poractualizar',
  ].flatMap((line) => line.split(' ')),
);

/** Longer than any of them with spaces and punctuation. */
const LONGEST = 30;

/** What they begin with: few names do, and that is looked up much faster than a text is folded. */
const FIRST_LETTERS = new Set([...PLACEHOLDERS].map((text) => text.charAt(0)));
const FIRST_TWO = new Uint8Array(1024);
for (const text of [...PLACEHOLDERS, 'xx']) FIRST_TWO[pairOf(text.charCodeAt(0), text.charCodeAt(1))] = 1;

const NO_LETTER_OR_DIGIT = /^[^\p{L}\p{N}]/u;

function mayStart(text: string): boolean {
  const first = text.charCodeAt(0);
  if (isDigit(first)) return false;
  if (!isPlainLetter(first)) return NO_LETTER_OR_DIGIT.test(text);
  const second = text.charCodeAt(1);
  // Behind one letter may stand a sign that folding takes away (`N/A`).
  if (isPlainLetter(second)) return FIRST_TWO[pairOf(first, second)] === 1;
  return FIRST_LETTERS.has(text.charAt(0).toLowerCase());
}

/** A number for two letters of ASCII, whatever their case. */
function pairOf(first: number, second: number): number {
  return ((first & 31) << 5) | (second & 31);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A–Z and a–z. */
function isPlainLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** In the case of a name they are surnames, and given names: `Null`, `Na`, `Nan`. */
const SURNAMES = /^(?:Null|Na|Nan)$/;

/** Whether a cleaned text in place of a name says that there is nothing, see `isPlaceholder`. */
export function isNoName(text: string): boolean {
  return isPlaceholder(text) && !SURNAMES.test(text);
}

const NO_CONTENT = /^[^\p{L}\p{N}]*$/u;
const ONLY_X = /^x{2,}$/i;

/** Whether a cleaned text says that there is nothing: `N/A`, `-`, `NO TIENE`, `S/N`, `NULL`, `ninguno`, `XXX`, … */
export function isPlaceholder(text: string): boolean {
  if (text.length > LONGEST || !mayStart(text)) return false;
  if (NO_CONTENT.test(text) || ONLY_X.test(text)) return true;
  const folded = text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
  return PLACEHOLDERS.has(folded);
}
