/** A snapshot with everything in a fixed order: the compiler writes keys and resources in another order each time. */
export function canonical(snapshot: string): string {
  const { predictedResources, ...others } = JSON.parse(snapshot);
  return `${JSON.stringify({ predictedResources: predictedResources.toSorted(byId), ...others }, sortKeys, 2)}\n`;
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1;
}

function sortKeys(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
}
