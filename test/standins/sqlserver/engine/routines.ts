import type { DatabaseSync } from 'node:sqlite';
import type { Value } from '../types.ts';

export type Routine = (...args: Value[]) => Value;

/**
 * What SQLite cannot do itself (conversions, date arithmetic, LIKE) is done in functions made at compile time, with the types already
 * chosen. Generated SQL calls them by number: `t2(17, a, b)`.
 */
export class Routines {
  readonly #byKey = new Map<string, number>();
  readonly #routines: Routine[] = [];

  /** The number of the routine with this key, made on first use. Equal keys must mean equal behaviour. */
  intern(key: string, make: () => Routine): number {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const id = this.#routines.push(make()) - 1;
    this.#byKey.set(key, id);
    return id;
  }

  call(id: Value, args: Value[]): Value {
    const routine = this.#routines[Number(id)];
    if (routine === undefined) throw new RangeError(`no routine ${String(id)}`);
    return routine(...args);
  }
}

/** node:sqlite loses the identity of an error thrown inside a function: it is kept here and thrown again by the executor. */
export interface ErrorSlot {
  error: unknown;
}

export function installRoutines(
  db: DatabaseSync,
  routines: Routines,
  slot: ErrorSlot,
  random: () => number,
): void {
  const guarded = (id: Value, args: Value[]): Value => {
    try {
      return routines.call(id, args);
    } catch (error) {
      slot.error = error;
      throw error;
    }
  };
  const options = { deterministic: true, useBigIntArguments: true };
  db.function('t1', options, (id, a) => guarded(id, [a]));
  db.function('t2', options, (id, a, b) => guarded(id, [a, b]));
  db.function('t3', options, (id, a, b, c) => guarded(id, [a, b, c]));
  db.function('tsql_random', { deterministic: false }, () => BigInt(Math.floor(random() * 0x7fff_ffff)));
}
