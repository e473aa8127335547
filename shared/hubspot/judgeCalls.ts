import { closedDoor, judgeAnswer } from './answers.ts';
import type { HubSpotAnswer } from './client.ts';

/**
 * Judges answers as `judgeAnswer` does. Where the status does not tell whether it is what the call holds, or every call, the same
 * endpoint is asked without anything in it, once: when that is let in, what was in the call is to blame. `askEmpty` sends
 * that call.
 *
 * @throws as `judgeAnswer`; StopAndAlert also when not even the empty call is let in.
 */
export function judgeCalls(
  askEmpty: () => Promise<HubSpotAnswer>,
): (answer: HubSpotAnswer) => Promise<'accepted' | 'refused'> {
  let isOpen = false;
  return async (answer) => {
    const judged = judgeAnswer(answer);
    if (judged !== 'unclear') return judged;
    isOpen ||= judgeAnswer(await askEmpty()) !== 'unclear';
    if (!isOpen) throw closedDoor(answer);
    return 'refused';
  };
}
