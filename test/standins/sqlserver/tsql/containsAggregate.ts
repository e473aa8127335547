import type { Expr } from './ast.ts';

/** True when an aggregate belongs to the expression's own query; those inside a subquery belong to it. */
export function containsAggregate(expr: Expr): boolean {
  return expr.kind === 'aggregate' || children(expr).some(containsAggregate);
}

function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'negate':
    case 'not':
    case 'cast':
    case 'atTimeZone':
    case 'byLetter':
    case 'isNull':
    case 'inQuery':
      return [expr.operand];
    case 'arithmetic':
    case 'compare':
    case 'logic':
      return [expr.left, expr.right];
    case 'inList':
      return [expr.operand, ...expr.list];
    case 'like':
      return [expr.operand, expr.pattern];
    case 'between':
      return [expr.operand, expr.low, expr.high];
    case 'call':
      return expr.args;
    case 'case': {
      const branches = expr.branches.flatMap(({ when, result }) => [when, result]);
      return expr.otherwise === undefined ? branches : [...branches, expr.otherwise];
    }
    default:
      return [];
  }
}
