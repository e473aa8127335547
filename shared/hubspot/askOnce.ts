import { type BackoffOptions, withBackoff } from '../backoff.ts';
import { StopAndAlert } from '../errors.ts';
import { closedDoor, judgeAnswer } from './answers.ts';
import type { HubSpotAnswer } from './client.ts';
import { saysMissing } from './refusals/readRefusal.ts';
import { type Refusal, refusalOf } from './refusals/refusal.ts';

/** One call that only reads, with its tries in place: the answer, or why it was refused. */
export async function askOnce(
  call: () => Promise<HubSpotAnswer>,
  { backoff }: { readonly backoff: BackoffOptions },
): Promise<{ readonly answer: HubSpotAnswer; readonly refusal?: Refusal }> {
  return withBackoff(async () => {
    const answer = await call();
    return judgeAnswer(answer) === 'accepted' ? { answer } : { answer, refusal: refusalOf(answer) };
  }, backoff);
}

/** @throws StopAndAlert when a question is refused even where there is nothing in it that could offend. */
export async function refuseQuestion(
  what: string,
  askHarmless: () => Promise<HubSpotAnswer>,
  reading: { readonly backoff: BackoffOptions },
): Promise<void> {
  const { answer, refusal } = await askOnce(askHarmless, reading);
  if (!refusal || saysMissing(refusal)) return;
  if (judgeAnswer(answer) === 'unclear') throw closedDoor(answer);
  const advice = 'Check the properties of the mapping file; a key has to have unique values.';
  throw new StopAndAlert('HUBSPOT_REFUSED', `HubSpot refused to ${what}. ${advice}`);
}
