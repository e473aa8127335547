import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LANGUAGES } from '../../../shared/outcomes/language.ts';
import { formatLogLine } from '../../../shared/telemetry/log.ts';
import { PICTURES, SAID_FILE } from '../../browser/support/pictures.ts';
import { ROOT } from '../../checks/infra/environments.ts';
import { findLooseSources } from '../../checks/papers/findLooseSources.ts';
import { readLibrary } from '../../checks/papers/paper.ts';
import { DEPTHS } from '../../support/howDeep.ts';

const { files, papers } = readLibrary(ROOT);
const textOf = (path: string) => papers.find((paper) => paper.path === path)?.text ?? '';

describe.each(LANGUAGES)('the pictures (%s)', (language) => {
  const taken = PICTURES.filter((picture) => picture.language === language).map(({ name }) => name);
  const written = papers
    .filter(({ path }) => /(?:^docs\/es\/|\.es\.md$)/.test(path) === (language === 'es'))
    .map(({ text }) => text);

  it('are those that the browser test takes, each with what it says', () => {
    const there = files.filter((path) => path.startsWith(`docs/pictures/${language}/`));
    expect(there.sort()).toEqual(taken.map((name) => `docs/pictures/${language}/${name}.png`).sort());
    const said = z
      .record(z.string(), z.array(z.string()).min(1))
      .parse(JSON.parse(readFileSync(join(ROOT, SAID_FILE), 'utf8')));
    expect(Object.keys(said)).toEqual(expect.arrayContaining(taken.map((name) => `${language}/${name}`)));
    expect(Object.keys(said)).toHaveLength(PICTURES.length);
  });

  it.each(taken)(
    '%s is shown by a paper of that language, and told in words to who cannot see it',
    (name) => {
      const shows = new RegExp(`!\\[[^\\]]{20,}\\]\\([./]*(?:docs/)?pictures/${language}/${name}\\.png\\)`);
      expect(written.some((text) => shows.test(text))).toBe(true);
    },
  );
});

it('every picture is held against the page in the deep run', () => {
  expect(DEPTHS.picturesHeld.deep).toBe(PICTURES.length);
});

describe('the sources of the comparison', () => {
  it('are each named where something rests on them, and nothing rests on none', () => {
    const text = textOf('docs/comparison.md');
    expect(text).toContain('## Sources');
    expect(findLooseSources({ path: 'docs/comparison.md', text })).toEqual([]);
  });

  it('are red when one is loose', () => {
    const text =
      'It does [1], and [3].\n\n## Sources\n\n1. One: [x](https://x.example).\n2. Two: [y](https://y.example).\n';
    expect(findLooseSources({ path: 'a.md', text })).toEqual([
      'a.md: there is no source 3.',
      'a.md: nothing rests on source 2.',
    ]);
  });
});

it('the audit line that security.md shows is one that the app writes', () => {
  const shown =
    /```json\n(?<line>\{[\s\S]*?\})\n```/.exec(textOf('docs/security.md'))?.groups?.['line'] ?? '';
  const line = formatLogLine(
    {
      level: 'info',
      operation: 'AUDIT',
      status: 'SUCCESS',
      contactId: 'A-000123',
      message: 'POST /api/associates/{numeroAsociado}/resync, dry run',
      principalId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    },
    new Date('2026-11-23T15:00:00.000Z'),
  );
  expect(shown.replaceAll('\n ', '')).toBe(line);
});
