import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import type { SyncRecord } from '../../writer/syncResult.ts';

type Sign = '+' | '~' | '-';
const COLOURS = { '+': 'green', '~': 'yellow', '-': 'red' } as const satisfies Record<Sign, string>;
const SIGNS: Readonly<Record<string, Sign>> = { created: '+', updated: '~', adopted: '~', deleted: '-' };

/** A record of a dry run as a diff; undefined for one of which nothing would be written. */
export function describeRecord(
  { key, outcome, code, hubspotId, changes }: SyncRecord,
  stream: Writable,
): string | undefined {
  const sign = SIGNS[outcome];
  const changed = changes.filter(({ change }) => change === 'changed');
  if (sign === undefined) return undefined;
  const contact = hubspotId === undefined ? '' : `, contact ${hubspotId}`;
  const why = code === 'OK' ? '' : `, ${code}`;
  const lines = changed.map(({ property, from = '', to = '' }) => {
    const line =
      from === ''
        ? `+ ${property}: ${to}`
        : to === ''
          ? `- ${property}: ${from}`
          : `~ ${property}: ${from} → ${to}`;
    return `    ${line}`;
  });
  return [paint(sign, `${sign} ${key} (${outcome}${why}${contact})`, stream), ...lines].join('\n');
}

/** In colour on a terminal that wants it: https://no-color.org */
function paint(sign: Sign, text: string, stream: Writable): string {
  return styleText(COLOURS[sign], text, { stream });
}
