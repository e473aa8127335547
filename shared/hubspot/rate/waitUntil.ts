/** Resolves when `clock` says `time` or later: a timer alone may end a millisecond early. */
export async function waitUntil(time: number, clock: { now(): number }): Promise<void> {
  for (let left = time - clock.now(); left > 0; left = time - clock.now()) {
    await new Promise((resolve) => setTimeout(resolve, left));
  }
}
