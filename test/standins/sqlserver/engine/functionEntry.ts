import type { Expr } from '../tsql/ast.ts';
import { familyOf, textType } from '../types.ts';
import { compileConversion } from './compileConversion.ts';
import type { CompileContext, Compiled } from './scope.ts';

/** What a function's compiler is given. */

export type Call = Extract<Expr, { kind: 'call' }>;

export interface Arguments {
  readonly context: CompileContext;
  readonly call: Call;
  readonly count: number;
  /** Compiles argument i. */
  value(i: number): Compiled;
}

/** Least and most arguments, and how the call is compiled. */
export type FunctionEntry = readonly [number, number, (args: Arguments) => Compiled];

/** An argument as text, converted where T-SQL converts by itself. */
export function text(args: Arguments, i: number): Compiled {
  const value = args.value(i);
  if (familyOf(value.type) === 'string') return value;
  return compileConversion(args.context, value, textType('varchar', 8000));
}
