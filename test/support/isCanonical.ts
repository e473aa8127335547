import { clean } from '../../shared/contacts/text/clean.ts';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Whether a text is as HubSpot should get it: NFC, well-formed, nothing invisible, no space too many. */
export function isCanonical(text: string): boolean {
  return (
    text === text.normalize('NFC') &&
    text.isWellFormed() &&
    !INVISIBLE.test(text) &&
    !/^\s|\s$|\s\s|[^\S ]/u.test(text) &&
    clean(text).text === text
  );
}
