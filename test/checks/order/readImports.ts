/** A module that a file names, and the line in which it does. */
export interface NamedModule {
  readonly specifier: string;
  readonly line: number;
}

/**
 * Every statement and expression that names another module: `import … from`, `import type`, `export … from`, `import '…'`,
 * `import('…')` and `typeof import('…')`. Read as text, because a compiler drops what is only a type.
 */
const NAMED = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])(?<specifier>[^'"\n]+)\1/g;
const COMMENTS = /\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/[^\n]*/g;

export function readImports(source: string): readonly NamedModule[] {
  // Comments may speak of imports; their lines stay, so that the others keep their numbers.
  const code = source.replace(COMMENTS, (comment) => comment.replace(/[^\n]/g, ' '));
  return [...code.matchAll(NAMED)].flatMap(({ groups, index }) => {
    const specifier = groups?.['specifier'];
    return specifier === undefined ? [] : [{ specifier, line: code.slice(0, index).split('\n').length }];
  });
}
