import type { Random } from '../random.ts';
import type { FaultAction, FaultRule } from './faultRule.ts';

export interface FaultHandle {
  /** How often the rule has fired. */
  readonly fired: () => number;
  readonly remove: () => void;
}

/** The part of a call that a rule can match. */
export interface FaultTarget {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** Parsed JSON. */
  readonly body: unknown;
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly path: RegExp | undefined;
  matched: number;
  fired: number;
}

/** The faults that wait for calls. */
export class Faults {
  #rules: ActiveRule[] = [];
  /** The draws of everything about faults that is left to chance. */
  readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  inject(rule: FaultRule): FaultHandle {
    const path = rule.match?.path === undefined ? undefined : new RegExp(rule.match.path);
    const active: ActiveRule = { rule, path, matched: 0, fired: 0 };
    this.#rules.push(active);
    return { fired: () => active.fired, remove: () => this.#remove(active) };
  }

  clear(): void {
    this.#rules = [];
  }

  /** The action for a call at this point of its life, if a rule fires. */
  take(when: FaultRule['when'], target: FaultTarget): FaultAction | undefined {
    for (const active of this.#rules) {
      if (active.rule.when === when && matches(active, target) && this.#fires(active)) {
        active.fired += 1;
        if (active.fired >= mostTimes(active.rule)) {
          this.#remove(active);
        }
        return active.rule.action;
      }
    }
    return undefined;
  }

  #fires(active: ActiveRule): boolean {
    active.matched += 1;
    const { every, probability } = active.rule;
    const due = every === undefined || active.matched % every === 0;
    return due && (probability === undefined || this.random() < probability);
  }

  #remove(active: ActiveRule): void {
    this.#rules = this.#rules.filter((other) => other !== active);
  }
}

function matches({ rule: { match }, path }: ActiveRule, target: FaultTarget): boolean {
  return (
    (match?.operation === undefined || match.operation === target.operation) &&
    (match?.method === undefined || match.method === target.method) &&
    (path === undefined || path.test(target.path)) &&
    (match?.holds === undefined || JSON.stringify(target.body ?? null).includes(match.holds))
  );
}

function mostTimes({ times, every, probability }: FaultRule): number {
  return times ?? (every === undefined && probability === undefined ? 1 : Number.POSITIVE_INFINITY);
}
