import type { SqlType, Value } from '../types.ts';

export type CompareOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

export type Expr =
  | { readonly kind: 'literal'; readonly type: SqlType; readonly value: Value }
  | {
      readonly kind: 'column';
      readonly table: string | undefined;
      readonly name: string;
      readonly line: number;
    }
  | { readonly kind: 'variable'; readonly name: string; readonly line: number }
  | { readonly kind: 'global'; readonly name: string; readonly line: number }
  | { readonly kind: 'negate'; readonly operand: Expr }
  | {
      readonly kind: 'arithmetic';
      readonly op: ArithmeticOperator;
      readonly left: Expr;
      readonly right: Expr;
    }
  | { readonly kind: 'compare'; readonly op: CompareOperator; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'logic'; readonly op: 'AND' | 'OR'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'not'; readonly operand: Expr }
  | { readonly kind: 'isNull'; readonly operand: Expr; readonly negated: boolean }
  | {
      readonly kind: 'inList';
      readonly operand: Expr;
      readonly list: readonly Expr[];
      readonly negated: boolean;
    }
  | { readonly kind: 'inQuery'; readonly operand: Expr; readonly query: Select; readonly negated: boolean }
  | {
      readonly kind: 'like';
      readonly operand: Expr;
      readonly pattern: Expr;
      readonly escapeChar: Expr | undefined;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'between';
      readonly operand: Expr;
      readonly low: Expr;
      readonly high: Expr;
      readonly negated: boolean;
    }
  | { readonly kind: 'atTimeZone'; readonly operand: Expr; readonly zone: Expr; readonly line: number }
  /** Text under a binary collation. */
  | { readonly kind: 'byLetter'; readonly operand: Expr; readonly line: number }
  | { readonly kind: 'exists'; readonly query: Select }
  | { readonly kind: 'subquery'; readonly query: Select }
  | { readonly kind: 'case'; readonly branches: readonly CaseBranch[]; readonly otherwise: Expr | undefined }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly line: number }
  | {
      readonly kind: 'aggregate';
      readonly name: AggregateName;
      readonly operand: Expr | '*';
      readonly distinct: boolean;
    }
  | {
      readonly kind: 'cast';
      readonly operand: Expr;
      readonly type: SqlType;
      readonly style: number | undefined;
      /** TRY_CAST and TRY_CONVERT answer NULL instead of an error. */
      readonly lenient: boolean;
    };

export interface CaseBranch {
  /** A condition; `CASE x WHEN 1` arrives as `x = 1`. */
  readonly when: Expr;
  readonly result: Expr;
}

export type AggregateName = 'COUNT' | 'COUNT_BIG' | 'MIN' | 'MAX' | 'SUM';

export interface TableName {
  readonly schema: string | undefined;
  readonly name: string;
  readonly line: number;
}

export interface JsonColumn {
  readonly name: string;
  readonly type: SqlType;
  /** Keys from the row's element downwards; empty is `$`, the element itself. */
  readonly path: readonly string[];
}

export type Source =
  | { readonly kind: 'table'; readonly table: TableName; readonly alias: string | undefined }
  | {
      readonly kind: 'openJson';
      readonly json: Expr;
      readonly columns: readonly JsonColumn[];
      readonly alias: string;
    }
  | { readonly kind: 'derived'; readonly query: Select; readonly alias: string }
  /** sys.dm_exec_describe_first_result_set of the batch in a variable. */
  | {
      readonly kind: 'describedResult';
      readonly variable: string;
      readonly line: number;
      readonly alias: string;
    }
  | {
      readonly kind: 'changeTable';
      readonly table: TableName;
      /** A literal or a variable. */
      readonly since: Expr;
      readonly alias: string;
    };

export interface Join {
  readonly kind: 'first' | 'inner' | 'left' | 'cross';
  readonly source: Source;
  readonly on: Expr | undefined;
}

export type SelectItem =
  | { readonly kind: 'star'; readonly table: string | undefined }
  | { readonly kind: 'expr'; readonly expr: Expr; readonly alias: string | undefined };

export interface OrderItem {
  readonly expr: Expr;
  readonly descending: boolean;
}

export interface Select {
  readonly kind: 'select';
  readonly line: number;
  readonly distinct: boolean;
  readonly top: Expr | undefined;
  readonly items: readonly SelectItem[];
  readonly from: readonly Join[];
  readonly where: Expr | undefined;
  readonly groupBy: readonly Expr[];
  readonly having: Expr | undefined;
  readonly orderBy: readonly OrderItem[];
  readonly offset: Expr | undefined;
  readonly fetch: Expr | undefined;
}

export interface Assignment {
  readonly column: string;
  readonly value: Expr;
}

export interface ColumnDefinition {
  readonly name: string;
  readonly type: SqlType;
  /** The alias type that the column was declared with, as written; `type` is what stands behind it once it is looked up. */
  readonly alias?: string | undefined;
  readonly userTypeId?: number;
  readonly nullable: boolean;
  readonly identity: boolean;
  readonly defaultValue: Expr | undefined;
  /** The default as written, kept in the catalogue. */
  readonly defaultText: string | undefined;
}

export interface KeyDefinition {
  readonly name: string | undefined;
  readonly primary: boolean;
  readonly columns: readonly string[];
}

export type Statement =
  | Select
  | {
      readonly kind: 'insert';
      readonly table: TableName;
      readonly columns: readonly string[] | undefined;
      readonly rows: readonly (readonly Expr[])[] | undefined;
      readonly query: Select | undefined;
    }
  | {
      readonly kind: 'update';
      readonly target: TableName;
      readonly set: readonly Assignment[];
      readonly from: readonly Join[];
      readonly where: Expr | undefined;
    }
  | { readonly kind: 'delete'; readonly table: TableName; readonly where: Expr | undefined }
  | {
      readonly kind: 'createTable';
      readonly table: TableName;
      readonly columns: readonly ColumnDefinition[];
      readonly keys: readonly KeyDefinition[];
    }
  /** CREATE TYPE … FROM: another name for a system type. */
  | { readonly kind: 'createType'; readonly name: string; readonly type: SqlType; readonly table: TableName }
  | { readonly kind: 'dropTable'; readonly table: TableName; readonly ifExists: boolean }
  | { readonly kind: 'truncate'; readonly table: TableName }
  | {
      readonly kind: 'createIndex';
      readonly name: string;
      readonly table: TableName;
      readonly unique: boolean;
      readonly columns: readonly { readonly name: string; readonly descending: boolean }[];
      /** INCLUDE (…) */
      readonly included: readonly string[];
      /** It has a WHERE. */
      readonly filtered: boolean;
    }
  | {
      readonly kind: 'dropIndex';
      readonly name: string;
      readonly table: TableName;
      readonly ifExists: boolean;
    }
  | { readonly kind: 'disableIndex'; readonly name: string; readonly table: TableName }
  | { readonly kind: 'addColumn'; readonly table: TableName; readonly column: ColumnDefinition }
  | {
      readonly kind: 'trackChanges';
      readonly table: TableName;
      readonly on: boolean;
      readonly columnsUpdated: boolean;
    }
  | {
      readonly kind: 'alterDatabase';
      /** Undefined is CURRENT. */
      readonly database: string | undefined;
      readonly setting: DatabaseSetting;
      readonly line: number;
    }
  | { readonly kind: 'dropColumn'; readonly table: TableName; readonly column: string }
  | {
      readonly kind: 'if';
      readonly condition: Expr;
      readonly whenTrue: readonly Statement[];
      readonly whenFalse: readonly Statement[];
    }
  | { readonly kind: 'set'; readonly option: SetOption }
  | { readonly kind: 'isolation'; readonly level: IsolationLevel }
  | { readonly kind: 'lockTimeout'; readonly ms: number }
  | { readonly kind: 'transaction'; readonly action: 'begin' | 'commit' | 'rollback' };

export type DatabaseSetting =
  | { readonly kind: 'allowSnapshot' | 'readCommittedSnapshot'; readonly on: boolean }
  | { readonly kind: 'compatibility'; readonly level: number }
  | {
      readonly kind: 'changeTracking';
      /** `keep` changes the options of a tracking that is on. */
      readonly state: 'on' | 'off' | 'keep';
      readonly retention?: { readonly amount: number; readonly unit: 'MINUTES' | 'HOURS' | 'DAYS' };
      readonly autoCleanup?: boolean;
    };

export type IsolationLevel = 'read committed' | 'repeatable read' | 'serializable' | 'snapshot';

export type SetOption = 'none' | 'noCountOn' | 'noCountOff' | 'abortOn' | 'abortOff';
