import { SqlError } from '../errors.ts';
import type { Expr } from '../tsql/ast.ts';
import { BIGINT, decimalType, familyOf, INT, type SqlType, simpleType } from '../types.ts';
import { compileValue } from './compileExpression.ts';
import type { CompileContext, Compiled, Scope } from './scope.ts';
import { keyForm } from './sqlText.ts';

type Aggregate = Extract<Expr, { kind: 'aggregate' }>;

/** COUNT, COUNT_BIG, MIN, MAX and SUM. */
export function compileAggregate(context: CompileContext, scope: Scope, expr: Aggregate): Compiled {
  if (scope.groups === undefined) {
    throw new SqlError(147, 'An aggregate may not appear in the WHERE clause or inside another aggregate.', {
      severity: 15,
    });
  }
  const countType = expr.name === 'COUNT' ? INT : BIGINT;
  if (expr.operand === '*') return { sql: 'COUNT(*)', type: countType };
  const operand = compileValue(context, { ...scope, groups: undefined }, expr.operand);
  const distinct = expr.distinct ? 'DISTINCT ' : '';
  switch (expr.name) {
    case 'COUNT':
    case 'COUNT_BIG':
      return { sql: `COUNT(${distinct}${keyForm(operand.sql, operand.type)})`, type: countType };
    case 'MIN':
    case 'MAX': {
      const text = familyOf(operand.type) === 'string';
      return { sql: `${expr.name}(${operand.sql}${text ? ' COLLATE NOCASE' : ''})`, type: operand.type };
    }
    case 'SUM':
      return { sql: `SUM(${distinct}${operand.sql})`, type: sumType(operand.type) };
  }
}

/** SUM's page: the small integers give int, decimal gives decimal(38,s), smallmoney money, real float. */
function sumType(type: SqlType): SqlType {
  switch (type.kind) {
    case 'tinyint':
    case 'smallint':
    case 'int':
      return INT;
    case 'decimal':
    case 'numeric':
      return decimalType(38, type.scale);
    case 'money':
    case 'smallmoney':
      return simpleType('money');
    case 'real':
    case 'float':
      return simpleType('float');
    case 'bigint':
      return type;
    default:
      throw new SqlError(8117, `Operand data type ${type.kind} is invalid for sum operator.`);
  }
}
