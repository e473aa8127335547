import { createStore } from './store.ts';

/** The key, for as long as the tab is open; it never leaves for anywhere but a header. */
export interface Session {
  readonly key: string;
  /** Known once an action was refused that reading is not. */
  readonly readOnly: boolean;
}

/** Why there is no session. */
export type Door = 'fresh' | 'refused';

const KEY = 'key';
const READ_ONLY = 'readOnly';

const keptKey = sessionStorage.getItem(KEY);

export const SESSION = createStore<Session | Door>(
  keptKey === null ? 'fresh' : { key: keptKey, readOnly: sessionStorage.getItem(READ_ONLY) !== null },
);

export function sessionNow(): Session | undefined {
  const now = SESSION.read();
  return typeof now === 'object' ? now : undefined;
}

export function enter(key: string): void {
  sessionStorage.setItem(KEY, key);
  sessionStorage.removeItem(READ_ONLY);
  SESSION.write({ key, readOnly: false });
}

/** Forgets the key. */
export function leave(door: Door): void {
  sessionStorage.removeItem(KEY);
  sessionStorage.removeItem(READ_ONLY);
  SESSION.write(door);
}

/** The key opens what is read and no action. */
export function noteReadOnly(): void {
  const now = sessionNow();
  if (!now) return;
  sessionStorage.setItem(READ_ONLY, 'true');
  SESSION.write({ ...now, readOnly: true });
}
