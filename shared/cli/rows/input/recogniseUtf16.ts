/** UTF-16 by its byte order mark, or by every other byte being zero. */
export function recogniseUtf16(beginning: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (beginning[0] === 0xff && beginning[1] === 0xfe) return 'utf-16le';
  if (beginning[0] === 0xfe && beginning[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  beginning.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  // Text in Spanish: nearly every character has a zero byte, always on the same side.
  const most = beginning.length * 0.4;
  if (odd > most && even < odd / 50) return 'utf-16le';
  return even > most && odd < even / 50 ? 'utf-16be' : undefined;
}
