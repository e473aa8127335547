/**
 * Whether a value contains the words of `wanted`, each as a whole word or, with `*`, as a pattern; case does not
 * matter. Where HubSpot cuts words is not documented: here at white space, commas and semicolons.
 */
export function containsToken(wanted: string): (held: string) => boolean {
  const patterns = tokens(wanted).map(toPattern);
  return (held) => {
    const words = tokens(held);
    return patterns.length > 0 && patterns.every((pattern) => words.some((word) => pattern.test(word)));
  };
}

function tokens(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
}

function toPattern(token: string): RegExp {
  const parts = token.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
