import { refuse, SqlError } from '../errors.ts';
import type { Expr } from '../tsql/ast.ts';
import { familyOf, type SqlType, scaledType } from '../types.ts';
import { fromMoment, TICKS_PER_MINUTE, toMoment } from './calendar.ts';
import type { CompileContext, Compiled } from './scope.ts';

/** Windows zones with one offset all year, in minutes east of UTC. Costa Rica is in the second. */
const ZONES: Readonly<Record<string, number>> = { utc: 0, 'central america standard time': -360 };

/** Digits of the result: those of the operand. */
const SCALES: Partial<Record<SqlType['kind'], number>> = { smalldatetime: 0, datetime: 3 };

/**
 * AT TIME ZONE: a value without an offset is taken for local time of the zone, one with an offset is moved into it. The zone has
 * to be a literal.
 */
export function compileAtTimeZone(
  context: CompileContext,
  { zone, line }: Extract<Expr, { kind: 'atTimeZone' }>,
  operand: Compiled,
): Compiled {
  if (zone.kind !== 'literal' || typeof zone.value !== 'string')
    throw refuse('AT TIME ZONE with a zone that is not a literal', line);
  const offset = ZONES[zone.value.toLowerCase()];
  if (offset === undefined) throw refuse(`AT TIME ZONE '${zone.value}'`, line);
  const { kind } = operand.type;
  if (familyOf(operand.type) !== 'temporal' || kind === 'date' || kind === 'time') {
    const message = `Argument data type ${kind} is invalid for argument 1 of AT TIME ZONE function.`;
    throw new SqlError(8116, message, { line });
  }
  const type = scaledType('datetimeoffset', SCALES[kind] ?? operand.type.scale);
  const id = context.routine(
    `at time zone ${offset} ${JSON.stringify(operand.type)}`,
    () =>
      (value = null) => {
        if (typeof value !== 'bigint' && typeof value !== 'string') return null;
        const { ticks } = toMoment(value, operand.type);
        const utc = kind === 'datetimeoffset' ? ticks : ticks - BigInt(offset) * TICKS_PER_MINUTE;
        return fromMoment({ ticks: utc, offset }, type) ?? null;
      },
  );
  return { sql: `t1(${id}, ${operand.sql})`, type };
}
