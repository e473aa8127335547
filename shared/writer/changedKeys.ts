import { askForFullPass } from '../source/feeds/askForFullPass.ts';
import { newRunId } from '../sync/ports/ids.ts';
import type { KeySource } from './syncKeys.ts';

/**
 * The keys that the next regular run would find, or those of the whole table; the watermark stays where it is.
 */
export function changedKeys(pass: 'changes' | 'full'): KeySource {
  return async function* ({ parts }) {
    const stored = (await parts.documents.watermarks().read())?.text;
    const asked = { runId: newRunId(parts.clock.now()), afterKey: null };
    const from = pass === 'full' ? askForFullPass(stored, asked).position : stored;
    for await (const { changes, keylessRows } of parts.feed().pages(from))
      yield [...changes.map(({ key }) => key), ...Array.from({ length: keylessRows }, () => null)];
  };
}
