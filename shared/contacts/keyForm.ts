/**
 * The form of an associate's key: every letter an `a`, every run of digits one `9`, the rest as it is (`A-000042` → `a-9`). What is
 * found where a key should be may be anything; it is one of the cooperative's where it has the form of one.
 */
export function formOfKey(key: string): string {
  return key
    .trim()
    .replace(/\p{L}/gu, 'a')
    .replace(/\p{N}+/gu, '9');
}
