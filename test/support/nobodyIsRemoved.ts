import type { DeleteGuard } from '../../shared/sync/deletes/deleteGuard.ts';
import type { ContactRemover } from '../../shared/sync/ports/contactApi.ts';

const notPartOfThis = () => Promise.reject(new Error('Nobody is to be removed.'));

/** What a batch needs for contacts whose row is gone, where `sync.deletes` is `ignore`. */
export const nobodyIsRemoved: {
  readonly remover: ContactRemover;
  readonly guard: DeleteGuard;
  readonly quietMs: number;
} = {
  remover: { remove: notPartOfThis },
  guard: {
    count: (contacts) => (contacts === 0 ? Promise.resolve() : notPartOfThis()),
    isHeld: notPartOfThis,
    heldAt: notPartOfThis,
    release: notPartOfThis,
  },
  quietMs: 0,
};
