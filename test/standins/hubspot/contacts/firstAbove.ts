/** Index of the first id above `after` in an ascending list; its length when there is none. */
export function firstAbove(ids: readonly number[], after: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) <= after) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
