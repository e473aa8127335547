import type { Column, TableDescription } from '../tableDescription.ts';

/** The types our parameters are declared with. Values of columns travel as text and are cast on the server. */
export type ParameterType = 'nvarchar(4000)' | 'nvarchar(max)' | 'int' | 'bigint';

/**
 * How long a statement's first row may take. `count`: what it counts is told where there is time for it. `changes`: CHANGETABLE
 * over a large side table takes minutes without being broken.
 */
export type PatienceKind = 'usual' | 'count' | 'changes';

/** One statement the app can send, as text over the table's description, with its parameters' declared types. */
export interface Statement {
  readonly text: (table: TableDescription) => string;
  readonly parameters: (table: TableDescription) => Readonly<Record<string, ParameterType>>;
  /** `usual` where absent. */
  readonly patience?: PatienceKind;
}

/** A statement that does not depend on the table: what describes it, above all. */
export interface FixedStatement extends Statement {
  readonly text: () => string;
  readonly parameters: () => Readonly<Record<string, ParameterType>>;
}

/** A name as T-SQL quotes it. */
export function quote(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

/**
 * A parameter in the column's declared type. A JavaScript Date is not exact, and a parameter of another type would be
 * converted on the column's side and lose the index.
 */
export function castTo(column: Column, parameter: string): string {
  return column.baseType === 'timestamp'
    ? `CONVERT(binary(8), ${parameter}, 1)`
    : `CAST(${parameter} AS ${column.declaredType})`;
}

/** A column as text that loses nothing: no float, no Date. */
export function exactText({ name, baseType }: Column, alias: string): string {
  const column = `${alias}.${quote(name)}`;
  switch (baseType) {
    case 'date':
      return `CONVERT(varchar(10), ${column}, 23)`;
    case 'datetime':
    case 'datetime2':
    case 'smalldatetime':
      return `CONVERT(varchar(33), ${column}, 126)`;
    case 'timestamp':
      return `CONVERT(varchar(18), ${column}, 1)`;
    case 'money':
    case 'smallmoney':
      return `CONVERT(varchar(50), ${column}, 2)`;
    case 'decimal':
    case 'numeric':
    case 'bit':
      return `CONVERT(varchar(50), ${column})`;
    default:
      return column;
  }
}
