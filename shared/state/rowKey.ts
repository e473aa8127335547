/**
 * A key as a RowKey: `/ \ # ? %`, control characters and halves of surrogate pairs are not allowed there or spoil the entity's
 * address, and are written `~hex.`, as is `~` itself.
 */
export function toRowKey(key: string): string {
  return key.replace(/[/\\#?%~\p{Cc}\p{Cs}]/gu, (c) => `~${c.charCodeAt(0).toString(16)}.`) || '~';
}

/** The key of a RowKey. */
export function fromRowKey(rowKey: string): string {
  if (rowKey === '~') return '';
  return rowKey.replace(/~([0-9a-f]+)\./g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
