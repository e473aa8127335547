import type { CheckOptions } from './checkRows.ts';
import { textEncoding } from './input/textEncoding.ts';

/** What a check is asked for; or what is wrong with that, in one sentence. */
export type JudgedOptions =
  | {
      readonly kind: 'check';
      readonly mappingFile: string | undefined;
      readonly options: Omit<CheckOptions, 'mapping'>;
    }
  | { readonly kind: 'wrong'; readonly fault: string };

/** The options as they were given. */
export interface GivenOptions {
  readonly summary?: boolean | undefined;
  readonly problems?: boolean | undefined;
  readonly csv?: boolean | undefined;
  readonly values?: boolean | undefined;
  readonly output?: string | undefined;
  readonly mapping?: string | undefined;
  readonly encoding?: string | undefined;
  readonly language: string;
}

/** What goes together, and what the values mean. */
export function judgeOptions(given: GivenOptions, files: readonly string[]): JudgedOptions {
  const { summary = false, problems = false, csv = false, language, output } = given;
  const encoding = given.encoding === undefined ? undefined : textEncoding(given.encoding);
  const wrong = (fault: string): JudgedOptions => ({ kind: 'wrong', fault });
  if (language !== 'es' && language !== 'en') return wrong('--language is es or en.');
  if (given.encoding !== undefined && !encoding)
    return wrong(
      `--encoding ${given.encoding} is not known; windows-1252, cp850 or utf-16le are, for instance.`,
    );
  if (files.length > 1) return wrong(`One file is checked at a time; ${files.length} are given.`);
  if (Number(summary) + Number(problems) + Number(csv) > 1)
    return wrong('--summary, --problems and --csv exclude each other.');
  if (given.values && !csv)
    return wrong('--values belongs to --csv: the lines of JSON have the values anyway.');
  if (output !== undefined && summary) return wrong('--summary prints no rows that --output could keep.');
  const print = summary ? 'nothing' : csv ? 'sheet' : problems ? 'problems' : 'rows';
  const withValues = given.values === true;
  const options = { file: files[0], encoding, language, print, output, withValues } as const;
  return { kind: 'check', mappingFile: given.mapping, options };
}
