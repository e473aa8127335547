import { expect, it } from 'vitest';
import { languageOf } from '../../../shared/outcomes/language.ts';
import { inventAssociate, numberOf } from '../../support/associates.ts';
import { useSystem } from '../../support/useSystem.ts';

const PAST = '2026-01-05T00:00:00.000';
const system = useSystem();

it.each([
  [undefined, 'en'],
  ['*', 'en'],
  ['es', 'es'],
  ['es-CR,es;q=0.9,en;q=0.8', 'es'],
  ['en-GB,es;q=0.9', 'en'],
  ['fr, es;q=0.5', 'es'],
  ['es;q=0, en', 'en'],
  ['en;q=0.4, es;q=0.6', 'es'],
  ['español', 'en'],
  [';;q=,,', 'en'],
] as const)('Accept-Language %s asks for %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

it('every text of every route is in one language, with its code and parameters the same in both', async () => {
  await system().members.insert([
    { ...inventAssociate(1, PAST), email: 'sin.arroba' },
    inventAssociate(2, PAST),
  ]);
  await system().tick();
  const asked = [
    ['GET', 'health'],
    ['GET', 'status'],
    ['GET', `associates/${numberOf(1)}`],
    ['GET', `associates/${numberOf(1)}/history`],
    ['POST', `associates/${numberOf(1)}/resync?dryRun=true`],
    ['GET', 'reviews'],
    ['GET', 'reviews/counts'],
    ['GET', 'associates/nobody'],
    ['GET', 'sync/none'],
    ['GET', 'metrics?step=week'],
    ['POST', 'sync'],
    ['DELETE', `associates/${numberOf(2)}`],
  ] as const;
  for (const [method, route] of asked) {
    const answers = [];
    for (const language of ['es', 'en']) {
      const response = await system().call(method, route, undefined, { 'accept-language': language });
      expect(response.headers.get('content-language')).toBe(language);
      expect(response.headers.get('vary')).toBe('Accept-Language');
      answers.push(await response.text());
    }
    const [es = '', en = ''] = answers;
    // Nothing is left in both, and nothing is left to be filled.
    expect(`${es}${en}`).not.toMatch(/"es":|"en":/);
    expect([...textsIn(es), ...textsIn(en)].filter((text) => /\{\w+\}/.test(text))).toEqual([]);
    expect(textsIn(es).length).toBeGreaterThan(0);
    // What was erased first is not there to be erased again.
    if (method !== 'DELETE') expect(codesIn(es)).toEqual(codesIn(en));
    expect([route, textsIn(es).filter((text) => textsIn(en).includes(text))]).toEqual([route, []]);
  }
});

/** Sentences, wherever they stand. */
function textsIn(answer: string): string[] {
  return [...answer.matchAll(/"(?:message|detail|title)":"((?:[^"\\]|\\.)*)"/g)].flatMap(
    ([, text]) => text ?? [],
  );
}

function codesIn(answer: string): string[] {
  return [...answer.matchAll(/"code":"(\w+)"/g)].flatMap(([, code]) => code ?? []);
}
