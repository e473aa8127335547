/** When a fault strikes among the statements that match its pattern. */
export interface FaultTiming {
  /** How many matching statements it strikes; 1 unless given. */
  readonly times?: number;
  /** How many matching statements go unharmed first; 2 makes it strike the third. */
  readonly skip?: number;
  /** Rows that are sent before it strikes; 0 strikes before the statement runs. */
  readonly afterRows?: number;
}

/**
 * What goes wrong on purpose. Each switch is set from the test, in the same process, and counts itself down; `reset` turns
 * everything off. The driver's own statements (`SELECT 1;` before a pooled connection is reused) neither suffer nor count.
 */
export class SqlFaults {
  #logins: { left: number; number: number; message: string } | undefined;
  #closeEvery = 0;
  #connections = 0;
  connectionsSoFar = 0;
  #delays: { readonly pattern: RegExp; readonly ms: number; left: number }[] = [];
  #rules: StatementRule[] = [];

  /** The next `count` logins are refused with this error number, such as 18456 or 40613. */
  refuseLogins(
    count: number,
    number: number,
    message = `Login refused by the stand-in with ${number}.`,
  ): void {
    this.#logins = { left: count, number, message };
  }

  /** Every k-th connection attempt is closed before a word is said; 0 turns it off. */
  closeEveryConnection(k: number): void {
    this.#closeEvery = k;
    this.#connections = 0;
  }

  /** Matching statements lose their connection: at once, or after so many rows. */
  dropConnection(pattern: RegExp, timing: FaultTiming = {}): void {
    this.#add(pattern, timing, { kind: 'drop', afterRows: timing.afterRows ?? 0 });
  }

  /** Matching statements fail with this error and are not executed. */
  answerWithError(
    pattern: RegExp,
    number: number,
    message = `Error ${number} by the stand-in.`,
    timing: number | Omit<FaultTiming, 'afterRows'> = {},
  ): void {
    this.#add(pattern, toTiming(timing), { kind: 'error', number, message });
  }

  /** Matching statements stop answering: at once, or after so many rows. A cancel is still answered. */
  stall(pattern: RegExp = /./s, timing: number | FaultTiming = {}): void {
    const { afterRows = 0, ...rest } = toTiming(timing);
    this.#add(pattern, rest, { kind: 'stall', afterRows });
  }

  /** Matching statements start this much later, `times` of them or all; 0 ms turns all delays off. */
  delayStatements(ms: number, pattern: RegExp = /./s, times = Number.POSITIVE_INFINITY): void {
    if (ms === 0) this.#delays = [];
    else this.#delays.push({ pattern, ms, left: times });
  }

  reset(): void {
    this.#logins = undefined;
    this.#closeEvery = 0;
    this.#delays = [];
    this.#rules = [];
  }

  /** Asked by the server at each connection. */
  takeConnection(): 'accept' | 'close' {
    this.#connections += 1;
    this.connectionsSoFar += 1;
    return this.#closeEvery > 0 && this.#connections % this.#closeEvery === 0 ? 'close' : 'accept';
  }

  /** Asked by the server at each login. */
  takeLogin(): { readonly number: number; readonly message: string } | undefined {
    if (this.#logins === undefined || this.#logins.left === 0) return undefined;
    this.#logins.left -= 1;
    return this.#logins;
  }

  /** Asked by the server at each statement: how long it waits, in ms. */
  takeDelay(text: string): number {
    let total = 0;
    for (const delay of this.#delays) {
      if (delay.left <= 0 || text.search(delay.pattern) < 0) continue;
      delay.left -= 1;
      total += delay.ms;
    }
    return total;
  }

  /** Asked by the server at each statement. The first rule that strikes wins; the others do not count it. */
  takeStatement(text: string): StatementFault | undefined {
    for (const rule of this.#rules) {
      if (rule.left <= 0 || text.search(rule.pattern) < 0) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      rule.left -= 1;
      return rule.fault;
    }
    return undefined;
  }

  #add(pattern: RegExp, { times = 1, skip = 0 }: FaultTiming, fault: StatementFault): void {
    this.#rules.push({ pattern, skip, left: times, fault });
  }
}

function toTiming(timing: number | FaultTiming): FaultTiming {
  return typeof timing === 'number' ? { times: timing } : timing;
}

export type StatementFault =
  | { readonly kind: 'drop' | 'stall'; readonly afterRows: number }
  | { readonly kind: 'error'; readonly number: number; readonly message: string };

interface StatementRule {
  readonly pattern: RegExp;
  skip: number;
  left: number;
  readonly fault: StatementFault;
}
