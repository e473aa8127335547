/** The settings that may stand in the connection string as `${NAME}`, and what they are. */
const SQL_NAMES = { SQL_SERVER: 'the server’s name', SQL_DATABASE: 'the database’s name' } as const;

const PLACEHOLDER = /\$\{(SQL_SERVER|SQL_DATABASE)\}/g;

/**
 * Replaces `${SQL_SERVER}` and `${SQL_DATABASE}` in `SQL_CONNECTION_STRING` by the settings of these names. No other placeholder is
 * taken: a password may hold `${X}`. What is not set stays as it is, see `unfilledSqlNames`.
 */
export function fillSqlNames(settings: Readonly<Record<string, string | undefined>>) {
  const { SQL_CONNECTION_STRING: text } = settings;
  if (text === undefined) return settings;
  const filled = text.replace(
    PLACEHOLDER,
    (placeholder, name: string) => settings[name]?.trim() || placeholder,
  );
  return { ...settings, SQL_CONNECTION_STRING: filled };
}

/** The placeholders that are left in a connection string, each once. */
export function unfilledSqlNames(
  connectionString: string,
): readonly { readonly name: string; readonly what: string }[] {
  return Object.entries(SQL_NAMES).flatMap(([name, what]) =>
    connectionString.includes(`\${${name}}`) ? [{ name, what }] : [],
  );
}
