/**
 * uniqueidentifier is held as its bytes in the order of SQL Server's comparison: the last group first
 * (System.Data.SqlTypes.SqlGuid documents the order). On the wire the first three groups are little-endian.
 */
const COMPARE_ORDER: readonly number[] = [10, 11, 12, 13, 14, 15, 8, 9, 6, 7, 4, 5, 0, 1, 2, 3];
/** Where each byte of the printed form lies on the wire. */
const PRINT_ORDER: readonly number[] = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

export function guidFromWire(wire: Uint8Array): Uint8Array {
  return Uint8Array.from(COMPARE_ORDER, (at) => wire[at] ?? 0);
}

export function guidToWire(held: Uint8Array): Uint8Array {
  const wire = new Uint8Array(16);
  COMPARE_ORDER.forEach((at, i) => {
    wire[at] = held[i] ?? 0;
  });
  return wire;
}

const GUID = /^\{?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}?$/i;

export function parseGuid(text: string): Uint8Array | undefined {
  const match = GUID.exec(text.trim());
  if (match === null) return undefined;
  const printed = Buffer.from(match.slice(1).join(''), 'hex');
  const wire = new Uint8Array(16);
  PRINT_ORDER.forEach((at, i) => {
    wire[at] = printed[i] ?? 0;
  });
  return guidFromWire(wire);
}

export function formatGuid(held: Uint8Array): string {
  const wire = guidToWire(held);
  const hex = Buffer.from(PRINT_ORDER.map((at) => wire[at] ?? 0))
    .toString('hex')
    .toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
