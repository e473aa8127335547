import { z } from 'zod';
import { addUp } from '../../../shared/outcomes/countOutcomes.ts';
import { OUTCOMES } from '../../../shared/outcomes/outcome.ts';
import { STATE_TABLE } from '../../../shared/state/storageClients.ts';
import type { World } from '../world/world.ts';
import type { Entry, Moment } from './checkWorld.ts';

const batchSchema = z.object({
  partitionKey: z.string().startsWith('run-'),
  size: z.number(),
  /** Of a batch that was halved, its halves count. */
  replaced: z.literal(false).optional(),
  counts: z
    .string()
    .default('{}')
    .transform((text) => z.partialRecord(z.enum(OUTCOMES), z.number()).parse(JSON.parse(text))),
});

const NOT_LOOKED_AT = { rejectedByCode: {}, othersByCode: {}, notInHubSpot: 0 };

/** Every run's account closes, nothing of it is pending, and every key that was ever on the queue has an outcome. */
export function checkAccounts(world: World, entries: ReadonlyMap<string, Entry>, moment: Moment): void {
  const runs = Map.groupBy(
    [...world.table(STATE_TABLE).all()].flatMap((entity) => batchSchema.safeParse(entity).data ?? []),
    ({ partitionKey }) => partitionKey,
  );
  for (const [run, batches] of runs) {
    const { detected, counts } = addUp(batches.map((batch) => ({ ...batch, ...NOT_LOOKED_AT })));
    if (counts.pending === 0) continue;
    const said = Object.entries(counts).filter(([, count]) => count !== 0);
    const sum = said.map(([name, count]) => `${count} ${name}`).join(', ');
    world.violate('vanished', `${run}: ${detected} detected, ${sum} (${moment})`);
  }
  for (const key of world.queue.keys)
    if (!entries.has(world.formOf(key)))
      world.violate('vanished', `${key} was detected and has no outcome (${moment})`);
}
