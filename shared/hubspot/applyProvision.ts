import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { type BackoffOptions, withBackoff } from '../backoff.ts';
import type { PropertyDefinition } from '../contacts/propertyDefinitions.ts';
import { StopAndAlert } from '../errors.ts';
import { type HubSpotAnswer, type HubSpotClient, MAX_BATCH } from './client.ts';
import { categoryWord } from './foreignText.ts';
import { judgeSchemaAnswer } from './judgeSchemaAnswer.ts';
import { listOf } from './listOf.ts';
import { type ProvisionPlan, type ProvisionProblem, planProvision } from './planProvision.ts';
import { readProperties } from './readProperties.ts';
import { readPropertyGroups } from './readPropertyGroups.ts';

/** A new property can be read after 250 to 700 ms. */
const LOOKS = 10;
const PAUSE_MS = 500;

/** What is in the portal after an apply, read back. */
export interface ProvisionResult {
  readonly there: readonly string[];
  readonly cannot: readonly ProvisionProblem[];
}

type ProvisionClient = Pick<
  HubSpotClient,
  'listProperties' | 'createProperties' | 'listPropertyGroups' | 'createPropertyGroup'
>;

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
  const refused = new Map<string, ProvisionProblem>();
  for (let start = 0; start < plan.create.length; start += MAX_BATCH) {
    const batch = plan.create.slice(start, start + MAX_BATCH);
    const { named } = await create(batch, client, backoff);
    // Which input an error of a batch belongs to is not documented, so what the answer does not name as created is
    // asked for alone, and that answer is about it and nothing else.
    for (const definition of batch.filter(({ name }) => !named.has(name))) {
      const problem = (await create([definition], client, backoff)).refusal;
      if (problem) refused.set(definition.name, { property: definition.name, ...problem });
    }
  }
  return readBack(plan.create, refused, client, backoff, pauseMs);
}

async function createGroup(
  { name, label }: { name: string; label: string },
  client: ProvisionClient,
  backoff: BackoffOptions,
): Promise<void> {
  const answer = await withBackoff(async () => {
    const created = await client.createPropertyGroup(name, label);
    return judgeSchemaAnswer(created) === 'accepted' ? undefined : created;
  }, backoff);
  // Whatever the refusal says: where the group is there, it is there.
  if (!answer || (await readPropertyGroups(client, backoff)).has(name)) return;
  throw new StopAndAlert('GROUP_REFUSED', `HubSpot refused to create the group ${name}${said(answer)}.`);
}

interface Created {
  /** The properties that the answer names as created. */
  readonly named: ReadonlySet<string>;
  /** Why nothing was created, where that is not because it exists. */
  readonly refusal?: Omit<ProvisionProblem, 'property'>;
}

const createdSchema = z.object({
  results: z.array(z.object({ name: z.string() })).catch([]),
  errors: listOf(z.object({ category: z.string().catch('') })),
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
  const parts = [categoryWord(category), correlationId && `correlation id ${correlationId}`].filter(Boolean);
  return ` (${[String(status), ...parts].join(', ')})`;
}

/**
 * Looks until all are listed that HubSpot did not refuse, or long enough. What is there is judged like anything that was there
 * before, whatever the refusal said of it.
 */
async function readBack(
  asked: readonly PropertyDefinition[],
  refused: ReadonlyMap<string, ProvisionProblem>,
  client: ProvisionClient,
  backoff: BackoffOptions,
  pauseMs: number,
): Promise<ProvisionResult> {
  const names = asked.map(({ name }) => name);
  const unique = asked.flatMap(({ name, hasUniqueValue }) => (hasUniqueValue ? [name] : []));
  const groups = new Set(asked.map(({ groupName }) => groupName));
  for (let look = 1; ; look++) {
    const schema = await readProperties(client, names, backoff, { judge: judgeSchemaAnswer });
    const { fine, cannot, create: missing } = planProvision(asked, schema, { groups }, unique);
    const awaited = missing.filter(({ name }) => !refused.has(name));
    if (awaited.length === 0 || look === LOOKS) {
      const absent = missing.map(({ name }) => refused.get(name) ?? notListed(name));
      return { there: fine, cannot: [...absent, ...cannot] };
    }
    await sleep(pauseMs);
  }
}

function notListed(property: string): ProvisionProblem {
  const sentence = `HubSpot does not list ${property}: look for it among the properties, where it may be Sensitive Data, which the sync does not see; or run this again later.`;
  return { property, code: 'PROPERTY_NOT_LISTED', sentence };
}
