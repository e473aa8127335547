import type { Outcome } from '../http/answerCall.ts';
import type { Reply } from '../http/reply.ts';
import type { Random } from '../random.ts';
import { emptySuccess, statusReply } from './faultReply.ts';
import type { FaultAction, FaultRule } from './faultRule.ts';
import { loseResults } from './loseRows.ts';

/** How an action changes the ending of a call whose undisturbed answer would be `reply`. */
export function disturb(action: FaultAction, reply: Reply, when: FaultRule['when'], random: Random): Outcome {
  const fault = `${when} ${action.kind}`;
  switch (action.kind) {
    case 'status':
      return { reply: statusReply(action), ending: 'reply', fault };
    case 'emptySuccess':
      return { reply: emptySuccess(), ending: 'reply', fault };
    case 'lostRows':
      return { reply: loseResults(reply, action, random), ending: 'reply', fault };
    case 'truncate':
      return { reply, ending: 'truncated', fault };
    case 'slow':
      return { reply, ending: 'reply', fault };
    case 'reset':
    case 'hang':
      return { reply, ending: action.kind, fault };
  }
}
