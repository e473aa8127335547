/** U+FFFD stands for bytes that some program could not read. */
const REPLACED = '\ufffd';

/**
 * Inside a word of letters: `?` or `¿`, written for letters that a code page lacks, and signs where the cp850
 * letters é á í ó ú ñ Ñ were read as windows-1252 (`Mu¤oz`, `MU¥OZ`) or the other way round (`Mu±oz`).
 */
const LOST_IN_WORD = /(?:^|[\s"'(,’-])\p{L}+[?¿¡¢£¤¥‚±¾√├┬]+\p{L}/u;

/** Whether letters of the text are gone. They are never guessed: `MU?OZ` may be more than one name. */
export function hasLostBytes(text: string): boolean {
  return text.includes(REPLACED) || LOST_IN_WORD.test(text);
}
