/** The command is wrong as it was given; in one sentence. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
