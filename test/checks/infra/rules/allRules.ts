import { alertsAreTheFiles } from './alertsAreTheFiles.ts';
import { locks } from './locks.ts';
import { memoryFits } from './memoryFits.ts';
import { namesAreLegal } from './namesAreLegal.ts';
import { networkIsClosed } from './networkIsClosed.ts';
import { noKeys } from './noKeys.ts';
import { noSecrets } from './noSecrets.ts';
import { retentionIsSet } from './retentionIsSet.ts';
import { rolesAreNeeded } from './rolesAreNeeded.ts';
import type { Checked, Rule } from './rule.ts';
import { settingsAreUsed } from './settingsAreUsed.ts';
import { triggersResolve } from './triggersResolve.ts';

const RULES: readonly Rule[] = [
  noKeys,
  noSecrets,
  rolesAreNeeded,
  settingsAreUsed,
  triggersResolve,
  alertsAreTheFiles,
  locks,
  namesAreLegal,
  networkIsClosed,
  memoryFits,
  retentionIsSet,
];

/** Everything that is wrong with an environment, each sentence with its name. */
export function judge(checked: Checked): readonly string[] {
  return RULES.flatMap((rule) => rule(checked)).map((finding) => `${checked.environment}: ${finding}`);
}
