import { createStore } from './store.ts';

/** When the service answered last, and whether it answered the last time it was asked. */
export interface Connection {
  readonly answeredAt: number | undefined;
  readonly away: boolean;
}

export const CONNECTION = createStore<Connection>({ answeredAt: undefined, away: false });

export function noteAnswer(): void {
  CONNECTION.write({ answeredAt: Date.now(), away: false });
}

export function noteSilence(): void {
  CONNECTION.write({ ...CONNECTION.read(), away: true });
}
