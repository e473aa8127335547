/**
 * What goes wrong on purpose. Each switch is set from the test, in the same process, and counts itself down; `reset` turns
 * everything off.
 */
export class SqlFaults {
  #logins: { left: number; number: number; message: string } | undefined;
  #closeEvery = 0;
  #connections = 0;
  #delayMs = 0;
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

  /** The next `times` matching statements lose their connection: at once, or after that many rows. */
  dropConnection(pattern: RegExp, options: { times?: number; afterRows?: number } = {}): void {
    this.#rules.push({
      pattern,
      left: options.times ?? 1,
      fault: { kind: 'drop', afterRows: options.afterRows ?? 0 },
    });
  }

  /** The next `times` matching statements are answered with this error and not executed. */
  answerWithError(
    pattern: RegExp,
    number: number,
    message = `Error ${number} by the stand-in.`,
    times = 1,
  ): void {
    this.#rules.push({ pattern, left: times, fault: { kind: 'error', number, message } });
  }

  /** The next `times` matching statements are never answered; a cancel still is. */
  stall(pattern: RegExp = /./s, times = 1): void {
    this.#rules.push({ pattern, left: times, fault: { kind: 'stall' } });
  }

  /** Every statement starts this much later; 0 turns it off. */
  delayStatements(ms: number): void {
    this.#delayMs = ms;
  }

  reset(): void {
    this.#logins = undefined;
    this.#closeEvery = 0;
    this.#delayMs = 0;
    this.#rules = [];
  }

  get delayMs(): number {
    return this.#delayMs;
  }

  /** Asked by the server at each connection. */
  takeConnection(): 'accept' | 'close' {
    this.#connections += 1;
    return this.#closeEvery > 0 && this.#connections % this.#closeEvery === 0 ? 'close' : 'accept';
  }

  /** Asked by the server at each login. */
  takeLogin(): { readonly number: number; readonly message: string } | undefined {
    if (this.#logins === undefined || this.#logins.left === 0) return undefined;
    this.#logins.left -= 1;
    return this.#logins;
  }

  /** Asked by the server at each statement. */
  takeStatement(text: string): StatementFault | undefined {
    const rule = this.#rules.find(({ pattern, left }) => left > 0 && text.search(pattern) >= 0);
    if (rule === undefined) return undefined;
    rule.left -= 1;
    return rule.fault;
  }
}

export type StatementFault =
  | { readonly kind: 'drop'; readonly afterRows: number }
  | { readonly kind: 'error'; readonly number: number; readonly message: string }
  | { readonly kind: 'stall' };

interface StatementRule {
  readonly pattern: RegExp;
  left: number;
  readonly fault: StatementFault;
}
