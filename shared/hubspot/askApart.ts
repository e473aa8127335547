import { asCompared } from './asCompared.ts';
import type { Refusal } from './refusals/refusal.ts';

/**
 * Asks for many at once. What HubSpot refuses as a whole is taken apart until only those are refused who are to blame alone; they are
 * answered with their refusals. Two that are refused for being in one call are asked for one by one.
 *
 * @param ask sends one call; the refusal, or undefined when it was accepted.
 * @param onFirstRefusal called before anything is taken apart: throws where the question itself is refused, whatever is in it.
 */
export async function askApart(
  ids: readonly string[],
  ask: (part: readonly string[]) => Promise<Refusal | undefined>,
  onFirstRefusal: (refusal: Refusal) => Promise<void>,
): Promise<ReadonlyMap<string, Refusal>> {
  const refused = new Map<string, Refusal>();
  let isSound = false;
  const askFor = async (part: readonly string[]): Promise<void> => {
    const [only] = part;
    if (only === undefined) return;
    const refusal = await ask(part);
    if (!refusal) {
      isSound = true;
      return;
    }
    if (!isSound) await onFirstRefusal(refusal);
    isSound = true;
    if (part.length === 1) {
      refused.set(only, refusal);
      return;
    }
    for (const smaller of smallerParts(part, refusal)) await askFor(smaller);
  };
  await askFor(ids);
  return refused;
}

/** Those that the refusal names one by one, behind all others; halves where it names nobody, or everybody. */
function smallerParts(ids: readonly string[], { context }: Refusal): readonly (readonly string[])[] {
  const named = new Set((context['ids'] ?? []).map(asCompared));
  const [apart, others] = [true, false].map((isNamed) =>
    ids.filter((id) => named.has(asCompared(id)) === isNamed),
  );
  if (apart?.length && others?.length) return [others, ...apart.map((id) => [id])];
  const middle = Math.ceil(ids.length / 2);
  return [ids.slice(0, middle), ids.slice(middle)];
}
