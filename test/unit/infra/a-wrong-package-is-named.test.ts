import { describe, expect, it } from 'vitest';
import { joinMetafiles } from '../../../infra/joinMetafiles.ts';
import { findLicenceFaults, packagesIn } from '../../../infra/package/bundledPackages.ts';
import { findFileFaults } from '../../../infra/package/findFileFaults.ts';

const WHOLE = [
  'LICENSE',
  'README.md',
  'dist/host.json',
  'dist/main.js',
  'examples/sync.ts',
  'infra/sql/01-index.sql',
  'lib/hubspot-sync.js',
  'lib/index.js',
  'lib/types/index.d.ts',
  'shared/config/contacts.yaml',
];

describe('the files of the package', () => {
  it('are those that run, with their types', () => {
    expect(findFileFaults(WHOLE)).toEqual([]);
    expect(findFileFaults(WHOLE.filter((path) => path !== 'lib/index.js'))).toEqual([
      'The package lacks lib/index.js: see "files" in package.json, and build first.',
    ]);
  });

  it.each(['test/demo/main.ts', '.env', 'local.settings.json', '.hubspot-sync/state.db', 'shared/a.test.ts'])(
    'never hold %s',
    (path) => {
      expect(findFileFaults([...WHOLE, path])).toEqual([
        expect.stringContaining(`The package holds ${path}`),
      ]);
    },
  );
});

const part = { bytes: 1, imports: [] };
const built = (...paths: readonly string[]) => ({
  inputs: Object.fromEntries(paths.map((path) => [path, part])),
  outputs: {},
});

describe('the licences of what the build took in', () => {
  it('are read of each package, whatever lies in it, once', () => {
    const root = `${import.meta.dirname}/../../../`;
    const metafile = built('shared/index.ts', 'node_modules/zod/index.js', 'node_modules/zod/v4/index.js');
    const page = built('main.tsx', '../../node_modules/preact/dist/preact.mjs');
    const packages = packagesIn(joinMetafiles(metafile, page, 'shared/web'), root);
    expect(packages.map(({ name, licence }) => [name, licence])).toEqual([
      ['preact', 'MIT'],
      ['zod', 'MIT'],
    ]);
    expect(findLicenceFaults(packages)).toEqual([]);
  });

  it('that nobody has looked at are named', () => {
    const unknown = { name: 'strange', version: '1.0.0', licence: 'GPL-3.0' };
    expect(findLicenceFaults([unknown])).toEqual([
      expect.stringContaining('strange 1.0.0 is under the licence GPL-3.0'),
    ]);
  });
});
