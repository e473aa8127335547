import { createStore } from './store.ts';

/** When the service answered last, and whether it answered the last time it was asked. */
export interface Connection {
  readonly answeredAt: number | undefined;
  readonly away: boolean;
}

export const CONNECTION = createStore<Connection>({ answeredAt: undefined, away: false });

/** By how much the service's clock is before ours, in milliseconds. */
let ahead = 0;

/** What time it is for the service: ages are told by its clock, whatever ours says. */
export function serviceNow(): number {
  return Date.now() + ahead;
}

/** `date`: the header of the answer. */
export function noteAnswer(date: string | null): void {
  const told = date === null ? Number.NaN : Date.parse(date);
  if (Number.isFinite(told)) ahead = told - Date.now();
  CONNECTION.write({ answeredAt: Date.now(), away: false });
}

export function noteSilence(): void {
  CONNECTION.write({ ...CONNECTION.read(), away: true });
}
