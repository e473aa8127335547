import type { Paper } from './paper.ts';

/** Every `[N]` of a paper without a numbered line under `## Sources`, and every such line that nothing names: one sentence each. */
export function findLooseSources({ path, text }: Paper): readonly string[] {
  const [body = '', list = ''] = text.split(/^## Sources$/m);
  const numbers = (found: Iterable<RegExpMatchArray>) => new Set([...found].map(([, number]) => number));
  const named = numbers(body.matchAll(/\[(\d+)\](?!\()/g));
  const listed = numbers(list.matchAll(/^(\d+)\. .*$/gm));
  return [
    ...[...named]
      .filter((number) => !listed.has(number))
      .map((number) => `${path}: there is no source ${number}.`),
    ...[...listed]
      .filter((number) => !named.has(number))
      .map((number) => `${path}: nothing rests on source ${number}.`),
  ];
}
