/** Names of errors are identifiers; anything else might be a value. */
const NAME = /^[A-Za-z]\w{0,60}$/;
/** A line of a stack: function and file, without the path. */
const FRAME = /^\s*at (?:async )?(?:([\w.$<>]+) )?\(?(?:.*[\\/])?([\w.-]+:\d+:\d+)\)?$/;

/** What an unexpected error was and where it was thrown: never its text, which may hold values. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no error was thrown';
  const name = NAME.test(error.name) ? error.name : 'Error';
  for (const line of (error.stack ?? '').split('\n')) {
    const [, where, file] = FRAME.exec(line) ?? [];
    if (file !== undefined)
      return where === undefined ? `${name} at ${file}` : `${name} at ${where} (${file})`;
  }
  return name;
}
