/** As HubSpot compares identifiers. */
export function asCompared(value: string): string {
  return value.trim().toLowerCase();
}
