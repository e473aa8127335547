import { remember } from '../remember.ts';

/** Where most members have their addresses. */
const PROVIDERS: readonly string[] = ['gmail', 'hotmail', 'outlook', 'yahoo', 'icloud'];

/** A slip away from one of them, and real. */
const OTHERS: ReadonlySet<string> = new Set(['mail', 'email', 'ymail', 'cloud']);

/** They have no address under another ending. */
const ONLY_COM: ReadonlySet<string> = new Set(['gmail', 'icloud']);

/** Endings that exist and are one slip from `com`, or stand for it in people's memory. */
const SLIPS_OF_COM: ReadonlySet<string> = new Set('cm co om cam net org cr co.cr com.cr'.split(' '));

/**
 * Whether a domain looks like a slip of the pen for one of the great providers: `gmial.com`, `gamil.com`, `gmail.cm`. The
 * address may exist all the same, so this is a reason to ask, no more.
 */
export const isMistypedDomain = remember((domain: string): boolean => {
  const dot = domain.indexOf('.');
  const [name, ending] = [domain.slice(0, dot), domain.slice(dot + 1)];
  if (PROVIDERS.includes(name)) return ONLY_COM.has(name) ? ending !== 'com' : SLIPS_OF_COM.has(ending);
  const isUsual = ending === 'com' || ending === 'es' || SLIPS_OF_COM.has(ending);
  return isUsual && !OTHERS.has(name) && PROVIDERS.some((provider) => isOneSlipFrom(name, provider));
});

/** One letter too many, too few or wrong, or two neighbours swapped (Damerau). */
function isOneSlipFrom(typed: string, meant: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === meant[at]) at++;
  const [rest, due] = [typed.slice(at), meant.slice(at)];
  const isSwapped = rest[0] === due[1] && rest[1] === due[0] && rest.slice(2) === due.slice(2);
  return isSwapped || rest.slice(1) === due || rest === due.slice(1) || rest.slice(1) === due.slice(1);
}
