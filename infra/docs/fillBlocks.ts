const BLOCK = /(<!-- generated: ([\w-]+) -->\n)[\s\S]*?(\n<!-- end -->)/g;

/**
 * A hand-written paper with its generated blocks filled: what stands between `<!-- generated: NAME -->` and `<!-- end -->`.
 *
 * @throws Error when the paper lacks one of the blocks, or has one that nothing fills.
 */
export function fillBlocks(paper: string, blocks: Readonly<Record<string, string>>): string {
  const seen = new Set<string>();
  const filled = paper.replace(BLOCK, (_, begin: string, name: string, end: string) => {
    const block = blocks[name];
    if (block === undefined) throw new Error(`Nothing fills the block "${name}".`);
    seen.add(name);
    return `${begin}\n${block}\n${end}`;
  });
  const missing = Object.keys(blocks).filter((name) => !seen.has(name));
  if (missing.length > 0) throw new Error(`The paper has no block ${missing.join(', ')}.`);
  return filled;
}
