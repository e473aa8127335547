import { parseArgs } from 'node:util';
import { keysOf } from '../../contacts/keysOf.ts';
import { nearest } from '../../contacts/mapping/nearest.ts';
import type { CheckOptions } from './checkRows.ts';
import { textEncoding } from './input/textEncoding.ts';

/** What the arguments of the command ask for. */
export type ReadOptions =
  | { readonly kind: 'check'; readonly mappingFile: string | undefined; readonly options: OwnOptions }
  | { readonly kind: 'help' }
  /** In one sentence. */
  | { readonly kind: 'wrong'; readonly fault: string };

type OwnOptions = Omit<CheckOptions, 'mapping'>;

const OPTIONS = {
  help: { type: 'boolean', short: 'h', default: false },
  summary: { type: 'boolean', default: false },
  problems: { type: 'boolean', default: false },
  csv: { type: 'boolean', default: false },
  values: { type: 'boolean', default: false },
  output: { type: 'string' },
  mapping: { type: 'string' },
  encoding: { type: 'string' },
  language: { type: 'string', default: 'es' },
} as const;

export function readOptions(args: readonly string[]): ReadOptions {
  const config = { args: [...args], options: OPTIONS, allowPositionals: true } as const;
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true });
  const faults = tokens.flatMap((token) => (token.kind === 'option' ? describeFault(token) : []));
  if (faults[0] !== undefined) return { kind: 'wrong', fault: faults[0] };
  const { values, positionals } = parseArgs(config);
  if (values.help) return { kind: 'help' };
  const { summary, problems, csv, language } = values;
  const encoding = values.encoding === undefined ? undefined : textEncoding(values.encoding);
  const wrong = (fault: string): ReadOptions => ({ kind: 'wrong', fault });
  if (language !== 'es' && language !== 'en') return wrong('--language is es or en.');
  if (values.encoding !== undefined && !encoding)
    return wrong(
      `--encoding ${values.encoding} is not known; windows-1252, cp850 or utf-16le are, for instance.`,
    );
  if (positionals.length > 1) return wrong(`One file is checked at a time; ${positionals.length} are given.`);
  if (Number(summary) + Number(problems) + Number(csv) > 1)
    return wrong('--summary, --problems and --csv exclude each other.');
  if (values.values && !csv)
    return wrong('--values belongs to --csv: the lines of JSON have the values anyway.');
  if (values.output !== undefined && summary)
    return wrong('--summary prints no rows that --output could keep.');
  const print = summary ? 'nothing' : csv ? 'sheet' : problems ? 'problems' : 'rows';
  const { output } = values;
  const options = {
    file: positionals[0],
    encoding,
    language,
    print,
    output,
    withValues: values.values,
  } as const;
  return { kind: 'check', mappingFile: values.mapping, options };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function describeFault({ name, rawName, value, inlineValue }: OptionToken): readonly string[] {
  const known = keysOf(OPTIONS).find((one) => one === name);
  if (known === undefined)
    return [`There is no option ${rawName}; the nearest is --${nearest(name, keysOf(OPTIONS))}.`];
  if (OPTIONS[known].type === 'boolean') return value === undefined ? [] : [`${rawName} takes no value.`];
  const isMissing = value === undefined || (inlineValue !== true && value.startsWith('-'));
  return isMissing ? [`${rawName} needs a value.`] : [];
}
