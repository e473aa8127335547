import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type BackoffOptions, withBackoff } from '../backoff.ts';
import type { PropertyDefinition } from '../contacts/propertyDefinitions.ts';
import { StopAndAlert } from '../errors.ts';
import { type HubSpotAnswer, type HubSpotClient, MAX_BATCH } from './client.ts';
import { judgeSchemaAnswer } from './judgeSchemaAnswer.ts';
import { type ProvisionPlan, type ProvisionProblem, planProvision } from './planProvision.ts';
import { readProperties } from './readProperties.ts';

/** A new property can be read after 250 to 700 ms. */
const LOOKS = 10;
const PAUSE_MS = 500;

/** What is in the portal after an apply, read back. */
export interface ProvisionResult {
  readonly there: readonly string[];
  readonly cannot: readonly ProvisionProblem[];
}

type ProvisionClient = Pick<HubSpotClient, 'listProperties' | 'createProperties' | 'createPropertyGroup'>;

/**
 * Creates what the plan says and reads it back; only what HubSpot lists counts as there. Nothing that exists is
 * changed, and repeating it is harmless.
 *
 * @throws RetryLater when HubSpot does not answer; StopAndAlert when it refuses the token or the group.
 */
export async function applyProvision(
  plan: Pick<ProvisionPlan, 'create' | 'groups'>,
  client: ProvisionClient,
  backoff: BackoffOptions,
  pauseMs: number = PAUSE_MS,
): Promise<ProvisionResult> {
  for (const group of plan.groups) await createGroup(group, client, backoff);
  const refused: ProvisionProblem[] = [];
  for (let start = 0; start < plan.create.length; start += MAX_BATCH) {
    const batch = plan.create.slice(start, start + MAX_BATCH);
    const { named } = await create(batch, client, backoff);
    // Which input an error of a batch belongs to is not documented, so what the answer does not name as created is
    // asked for alone, and that answer is about it and nothing else.
    for (const definition of batch.filter(({ name }) => !named.has(name))) {
      const problem = (await create([definition], client, backoff)).refusal;
      if (problem) refused.push({ property: definition.name, ...problem });
    }
  }
  const names = new Set(refused.map(({ property }) => property));
  const asked = plan.create.filter(({ name }) => !names.has(name));
  const seen = await readBack(asked, client, backoff, pauseMs);
  return { there: seen.there, cannot: [...refused, ...seen.cannot] };
}

async function createGroup(
  { name, label }: { name: string; label: string },
  client: ProvisionClient,
  backoff: BackoffOptions,
): Promise<void> {
  await withBackoff(async () => {
    const answer = await client.createPropertyGroup(name, label);
    if (judgeSchemaAnswer(answer) === 'accepted' || answer.status === 409) return;
    throw new StopAndAlert('GROUP_REFUSED', `HubSpot refused to create the group ${name}${said(answer)}.`);
  }, backoff);
}

interface Created {
  /** The properties that the answer names as created. */
  readonly named: ReadonlySet<string>;
  /** Why nothing was created, where that is not because it exists. */
  readonly refusal?: Omit<ProvisionProblem, 'property'>;
}

const createdSchema = z.object({
  results: z.array(z.object({ name: z.string() })).catch([]),
  errors: z.array(z.object({ category: z.string().catch('') }).catch({ category: '' })).catch([]),
});

/** One call; whoever repeats it after a lost answer learns that the properties exist. */
async function create(
  definitions: readonly PropertyDefinition[],
  client: ProvisionClient,
  backoff: BackoffOptions,
): Promise<Created> {
  return withBackoff(async () => {
    const answer = await client.createProperties(definitions);
    const isAccepted = judgeSchemaAnswer(answer) === 'accepted';
    const { results, errors } = createdSchema.parse(
      isAccepted ? answer.body : { errors: [answer.body ?? {}] },
    );
    const named = new Set(results.map(({ name }) => name));
    const exists = ({ category }: { category: string }) =>
      answer.status === 409 || category === 'OBJECT_ALREADY_EXISTS';
    const error = errors.find((one) => !exists(one));
    return error ? { named, refusal: toProblem(definitions, error.category, answer) } : { named };
  }, backoff);
}

/** The category and never the text: it is localised, and repeats what was sent. */
function toProblem(
  definitions: readonly PropertyDefinition[],
  category: string,
  answer: HubSpotAnswer,
): Omit<ProvisionProblem, 'property'> {
  const isUnique = definitions.some(({ hasUniqueValue }) => hasUniqueValue);
  const hint = isUnique ? ' HubSpot allows at most 10 contact properties with unique values.' : '';
  const sentence = `HubSpot refused to create it${said(answer, category)}: create it in HubSpot by hand, or choose another name in the mapping file.${hint}`;
  return { code: 'HUBSPOT_REFUSED', sentence };
}

function said({ status, correlationId }: HubSpotAnswer, category = ''): string {
  const parts = [category, correlationId && `correlation id ${correlationId}`].filter(Boolean);
  return ` (${[String(status), ...parts].join(', ')})`;
}

/** Looks until all are listed, or long enough; what is there is judged like anything that was there before. */
async function readBack(
  asked: readonly PropertyDefinition[],
  client: ProvisionClient,
  backoff: BackoffOptions,
  pauseMs: number,
): Promise<ProvisionResult> {
  const names = asked.map(({ name }) => name);
  const unique = asked.flatMap(({ name, hasUniqueValue }) => (hasUniqueValue ? [name] : []));
  for (let look = 1; ; look++) {
    const schema = await readProperties(client, names, backoff, judgeSchemaAnswer);
    const {
      fine,
      cannot,
      create: missing,
    } = planProvision(asked, schema, new Set(asked.map(({ groupName }) => groupName)), unique);
    if (missing.length === 0 || look === LOOKS) {
      return { there: fine, cannot: [...cannot, ...missing.map(({ name }) => notListed(name))] };
    }
    await sleep(pauseMs);
  }
}

function notListed(property: string): ProvisionProblem {
  const sentence = `HubSpot does not list ${property}: look for it among the properties, where it may be one for sensitive data, which the sync does not see; or run this again later.`;
  return { property, code: 'PROPERTY_NOT_LISTED', sentence };
}
