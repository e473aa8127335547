import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

const HEADING =
  '# Settings of hubspot-sync: docs/reference/settings.md. Secrets: for this user alone, and never into git.\n';

/** Adds settings to a `.env`; those that stand in it already are replaced, all else stays. */
export function writeSettings(path: string, settings: Readonly<Record<string, string>>): void {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : HEADING;
  const names = new Set(Object.keys(settings));
  const kept = before
    .split('\n')
    .filter((line) => !names.has(/^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? ''));
  while (kept.at(-1) === '') kept.pop();
  const added = Object.entries(settings).map(([name, value]) => `${name}=${quoted(value)}`);
  // One that is there may let others read.
  if (existsSync(path)) chmodSync(path, 0o600);
  writeFileSync(path, `${[...kept, ...added].join('\n')}\n`, { mode: 0o600 });
}

function quoted(value: string): string {
  const quote = [`'`, '"', '`'].find((sign) => !value.includes(sign));
  return quote === undefined ? value : `${quote}${value}${quote}`;
}
