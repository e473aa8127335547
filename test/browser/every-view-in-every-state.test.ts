import { expect, it } from 'vitest';
import { howMany } from '../support/howDeep.ts';
import { findBarriers, findOverflow } from './support/checkAccess.ts';
import { describeInBrowser } from './support/describeInBrowser.ts';
import { show } from './support/show.ts';
import { SHOWN } from './support/shown.ts';
import { DESKTOP, type Look, PHONE, useBrowser } from './support/useBrowser.ts';
import { usePageHost } from './support/usePageHost.ts';

/** In `npm test` each is seen by one of two people, in turn; in the deep run by four. */
const LOOKS: readonly (readonly [string, Look])[] = [
  ['es-light', DESKTOP],
  ['en-dark-phone', PHONE],
  ['en-dark', { ...DESKTOP, language: 'en', theme: 'dark' }],
  ['es-light-phone', { ...PHONE, language: 'es', theme: 'light' }],
];

describeInBrowser('every view, in every state', () => {
  const host = usePageHost();
  const { tab, picture } = useBrowser();
  const count = howMany('looksAtEachState');
  const seen = SHOWN.flatMap((shown, index) =>
    Array.from(
      { length: count },
      (_, turn) => LOOKS[(index + turn) % (count === 1 ? 2 : LOOKS.length)] ?? LOOKS[0],
    ).flatMap((look) => (look ? [[shown.name, look[0], shown, look[1]] as const] : [])),
  );

  it.each(seen)('%s (%s) is complete, fits, and shuts nobody out', async (name, who, shown, look) => {
    const page = await tab(host(), look);
    await show(page, host(), shown);
    await shown.first?.(page);
    await picture(page, `${name}-${who}`, !(await page.getByRole('dialog').isVisible()));
    expect(await findBarriers(page)).toEqual([]);
    expect(await findOverflow(page)).toEqual([]);
  });
});
