import { type Document, parse, Scalar, visit } from 'yaml';

/** A placeholder no setting fills, and where it stands. */
export interface UnsetPlaceholder {
  readonly name: string;
  readonly at: number;
}

/**
 * `${NAME}` while YAML is parsed: `{` would open a map. Two characters of Unicode's private use area, so that nothing
 * changes its length or line.
 */
const OPEN = '\ue000\ue001';
const CLOSE = '\ue002';

/** Makes placeholders plain text. */
export function hidePlaceholders(text: string): string {
  return text.replace(/\$\{(\w+)\}/g, `${OPEN}$1${CLOSE}`);
}

/**
 * Replaces the placeholders in the values and keys of a parsed document, never in its comments. Done after parsing, so
 * that a setting's value is a value whatever signs are in it. A number or boolean becomes one where YAML would read it so.
 */
export function fillPlaceholders(
  document: Document,
  env: Readonly<Record<string, string | undefined>>,
): readonly UnsetPlaceholder[] {
  const unset: UnsetPlaceholder[] = [];
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string' || !node.value.includes(OPEN)) return;
      const filled = node.value.replace(PLACEHOLDER, (_, name: string) => {
        if (env[name] === undefined) unset.push({ name, at: node.range?.[0] ?? 0 });
        return env[name] ?? '';
      });
      node.value = node.type === Scalar.PLAIN ? asYaml(filled) : filled;
    },
  });
  return unset;
}

const PLACEHOLDER = new RegExp(`${OPEN}(\\w+)${CLOSE}`, 'g');

function asYaml(text: string): unknown {
  return /^(?:-?\d+(?:\.\d+)?|true|false)$/.test(text) ? parse(text) : text;
}
