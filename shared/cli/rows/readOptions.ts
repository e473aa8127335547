import { parseArgs } from 'node:util';
import { keysOf } from '../../contacts/keysOf.ts';
import { nearest } from '../../contacts/mapping/nearest.ts';
import { type JudgedOptions, judgeOptions } from './judgeOptions.ts';

/** What the arguments of the command ask for. */
export type ReadOptions = JudgedOptions | { readonly kind: 'help' };

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
  return values.help ? { kind: 'help' } : judgeOptions(values, positionals);
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
