import type { Paper } from './paper.ts';

/**
 * Every section of a paper that lacks one of its parts, has one that says nothing, or has them in another order: one sentence each.
 *
 * @param parts what a paragraph of each begins with, in their order
 */
export function findThinSections({ path, text }: Paper, parts: readonly string[]): readonly string[] {
  return text
    .split(/^(?=## )/m)
    .slice(1)
    .flatMap((section) => {
      const [heading = ''] = section.split('\n');
      const places = parts.map((part) => section.indexOf(`\n\n${part} `));
      const missing = parts.filter((part, at) => {
        const [first = ''] = section.slice((places[at] ?? -1) + part.length + 2).split('\n\n');
        return places[at] === -1 || !/\p{L}{2}/u.test(first);
      });
      const isOrdered = places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0));
      return [
        ...missing.map((part) => `${path}: ${heading} has nothing under ${part}`),
        ...(missing.length === 0 && !isOrdered
          ? [`${path}: ${heading} has its parts in another order.`]
          : []),
      ];
    });
}
