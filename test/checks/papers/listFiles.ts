import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What is made here and belongs to nobody's clone. */
const MADE_HERE = /^(?:\.git|node_modules|dist|\.dist-.*|coverage|\.mutants)$/;

/** Every file of a repository by its path from the root, sorted, without what was installed or built. */
export function listFiles(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !MADE_HERE.test(name))
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name];
      const inside = readdirSync(join(root, entry.name), { recursive: true, withFileTypes: true });
      return inside
        .filter((below) => !below.isDirectory())
        .map((below) => join(below.parentPath, below.name).slice(join(root, '/').length));
    })
    .sort();
}

/** Whether a path from the root is a file or a folder of the repository; `*` stands for a part of a name. */
export function isThere(path: string, files: readonly string[]): boolean {
  const bare = path.replace(/\/+$/, '');
  if (bare === '' || bare === '.') return true;
  const pattern = bare
    .split('*')
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('[^/]*');
  const named = new RegExp(`^${pattern}(?:/|$)`);
  return files.some((file) => named.test(file));
}
