/**
 * The extract as a whole cannot be checked. The message is one sentence that says what it is and what to do; it never holds
 * anything that stands in a row.
 */
export class FileFault extends Error {
  override readonly name = 'FileFault';
}
