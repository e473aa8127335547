import { EXIT } from '../exitCodes.ts';
import type { Answer } from '../output/output.ts';
import { describePlan } from './describePlan.ts';
import type { Provisioned } from './provisionPortal.ts';

/** What was found or done, for a program and for a person. `command`: what the person calls next. */
export function provisionAnswer({ wanted, plan, result }: Provisioned, command: string): Answer {
  const { create, restore, groups, fine, cannot } = plan;
  const json = {
    applied: result !== undefined,
    create: create.map(({ name }) => name),
    restore,
    groups: groups.map(({ name }) => name),
    created: result?.there ?? [],
    fine,
    cannot: [...cannot, ...(result?.cannot ?? [])],
  };
  return { json, text: describePlan(wanted, plan, result, command) };
}

/** How the command ends. */
export function provisionExitCode({ plan, result }: Provisioned): number {
  if (plan.cannot.length > 0 || (result && result.cannot.length > 0)) return EXIT.failed;
  return plan.create.length === 0 || result ? EXIT.done : EXIT.workLeft;
}
