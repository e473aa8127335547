import { afterAll, beforeAll } from 'vitest';
import { type Azurite, startAzurite } from '../../../../standins/storage/startAzurite.ts';

/** One Azurite for a test file. */
export function useAzurite(): () => Azurite {
  let azurite: Azurite | undefined;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite?.close());
  return () => {
    if (azurite === undefined) throw new Error('Azurite has not been started yet');
    return azurite;
  };
}
