import { expect, it } from 'vitest';
import { ROOT } from '../../checks/infra/environments.ts';
import { isThere, listFiles } from '../../checks/papers/listFiles.ts';
import { CHECKS } from '../../live/checks/all.ts';
import { QUEUE_CHECKS } from '../../live/storage/queueChecks.ts';
import { TABLE_CHECKS } from '../../live/storage/tableChecks.ts';
import { defaultSwitches } from '../../standins/hubspot/switches.ts';

const ALL = [...CHECKS, ...TABLE_CHECKS, ...QUEUE_CHECKS].map(
  ({ claim, otherwise }) => [claim, otherwise] as const,
);
const files = listFiles(ROOT);

it('each check of the live suites has a claim of its own', () => {
  expect(new Set(ALL.map(([claim]) => claim)).size).toBe(ALL.length);
});

it.each(ALL)('%s: what to change otherwise names what is there', (_, otherwise) => {
  const paths = [...otherwise.matchAll(/\b(?:shared|test|docs)\/[\w./-]*\w/g)].map(([path]) => path);
  expect(paths.filter((path) => !isThere(path, files))).toEqual([]);
  const switches = [...otherwise.matchAll(/\bset ((?:\w+)(?: or \w+)*) in test\/standins/g)].flatMap(
    ([, names = '']) => names.split(' or '),
  );
  expect(switches.filter((name) => !(name in defaultSwitches))).toEqual([]);
  expect(otherwise).toMatch(/nothing in the app|\/|[A-Z]{3}|sync\./);
});
