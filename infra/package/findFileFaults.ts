/** What has to be in the package, and what must not. */
const NEEDED = [
  'lib/index.js',
  'lib/types/index.d.ts',
  'lib/hubspot-sync.js',
  'dist/main.js',
  'dist/host.json',
  'shared/config/contacts.yaml',
  'infra/sql/01-index.sql',
  'examples/sync.ts',
  'README.md',
  'LICENSE',
];
const FOREIGN =
  /^(?:test|coverage|test-results|\.hubspot-sync|\.build)\/|\.test\.|(?:^|\/)(?:\.env|local\.settings\.json|state\.db)$/;

/** One sentence for each file that is missing from the package, or has no business there. */
export function findFileFaults(files: readonly string[]): readonly string[] {
  const there = new Set(files);
  const missing = NEEDED.filter((path) => !there.has(path)).map(
    (path) => `The package lacks ${path}: see "files" in package.json, and build first.`,
  );
  const foreign = files
    .filter((path) => FOREIGN.test(path))
    .map((path) => `The package holds ${path}, which is nobody’s business.`);
  return [...missing, ...foreign];
}
