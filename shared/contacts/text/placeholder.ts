/** What people and programs write where there is nothing, without case, accents, spaces and punctuation. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  [
    'na nd sn sd nr ns nsnr null nulo nula none nan undefined unknown empty vacio',
    'ninguno ninguna notiene notienen notengo noaplica nodisponible noindica noindicado noregistra noregistrado',
    'noreporta noposee nohay noexiste nodefinido noespecificado',
    'notienetelefono notienecelular notienecorreo notieneemail notienecedula notieneapellido',
    'sindato sindatos sininformacion sintelefono sincorreo sinemail sinnumero sincedula sinapellido sinnombre',
    'sindefinir sinespecificar desconocido desconocida pendiente pordefinir poractualizar',
  ].flatMap((line) => line.split(' ')),
);

/** Longer than any of them with spaces and punctuation. */
const LONGEST = 30;

/** A first character that a placeholder may have: none starts with a digit, and few with a letter of a name. */
const MAY_START = /^(?:[nsduvpeNSDUVPE]|[Xx]{2}|[^\p{L}\p{N}])/u;

/** Most values begin with a digit or a plain letter, and that is looked up faster than matched. */
const ASCII_STARTS = new Set(Array.from('nsduvpexNSDUVPEX', (letter) => letter.charCodeAt(0)));

function mayStart(text: string): boolean {
  const first = text.charCodeAt(0);
  const isPlain = (first > 47 && first < 58) || (first > 64 && first < 91) || (first > 96 && first < 123);
  return (!isPlain || ASCII_STARTS.has(first)) && MAY_START.test(text);
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
