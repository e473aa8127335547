/**
 * Ends everything at once, and waits for it no longer than `limitMs` in all: what ends later, or fails, ends with the process.
 */
export async function closeWithin(limitMs: number, endings: readonly (() => Promise<void>)[]): Promise<void> {
  const ended = Promise.allSettled(endings.map(async (end) => end()));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([ended, late]);
  clearTimeout(timer);
}
