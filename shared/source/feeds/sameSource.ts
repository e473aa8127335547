/** Name (which may hold blanks), creation, recovery fork (may be empty) and table, as `describeTable` writes them. */
const IDENTITY = /^(?<name>.*) (?<created>[^ ]*) (?<fork>[^ ]*) (?<table>[^ ]*)$/s;

/**
 * Whether two identities are of one database and table. Where both know the recovery fork, that decides: a restore begins a new
 * one, while the date of creation is each replica's own, and a failover of an availability group changes it.
 */
export function isSameSource(a: string, b: string): boolean {
  const [one, other] = [IDENTITY.exec(a)?.groups, IDENTITY.exec(b)?.groups];
  if (!one?.['fork'] || !other?.['fork']) return a === b;
  return one['fork'] === other['fork'] && one['name'] === other['name'] && one['table'] === other['table'];
}
