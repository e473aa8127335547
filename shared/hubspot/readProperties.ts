import * as z from 'zod';
import { type BackoffOptions, withBackoff } from '../backoff.ts';
import type { PortalProperty, PortalSchema } from '../contacts/portal.ts';
import { RetryLater, StopAndAlert } from '../errors.ts';
import { closedDoor, judgeAnswer } from './answers.ts';
import { askOnce } from './askOnce.ts';
import type { HubSpotClient } from './client.ts';
import { controlWord, typeWord } from './foreignText.ts';

const flag = z.boolean().catch(false);

/** Everything but the name may be absent: what HubSpot adds or leaves out must not stop the sync. */
const propertySchema = z.object({
  name: z.string(),
  type: typeWord,
  fieldType: controlWord,
  options: z.array(z.object({ value: z.string() })).catch([]),
  externalOptions: flag,
  hasUniqueValue: flag,
  calculated: flag,
  modificationMetadata: z.object({ readOnlyValue: flag }).catch({ readOnlyValue: false }),
});

const entriesSchema = z.object({ results: z.array(z.unknown()) });
const listSchema = z.object({ results: z.array(z.unknown()).min(1) });
const namedSchema = z.object({ name: z.string() });

interface ReadingProperties {
  readonly judge?: typeof judgeAnswer;
  readonly expected?: readonly string[] | undefined;
}

/** Lists of what HubSpot does not show to who does not ask for it. */
const HIDDEN = ['sensitive', 'highly_sensitive'] as const;

/**
 * Reads the portal's contact properties, those of `names` only (all when undefined): portals have hundreds, some with
 * thousands of options, and only what is mapped is worth keeping. Where one that is `expected` (all of them, unless told) is not
 * among them, it may be kept as Sensitive Data, which has lists of its own.
 *
 * @throws RetryLater when HubSpot does not answer or answers no list; StopAndAlert when a person must mend it.
 */
export async function readProperties(
  client: Pick<HubSpotClient, 'listProperties'>,
  names: readonly string[] | undefined,
  backoff: BackoffOptions,
  { judge = judgeAnswer, expected = names }: ReadingProperties = {},
): Promise<PortalSchema> {
  const schema = await withBackoff(async () => {
    const answer = await client.listProperties();
    const judged = judge(answer);
    if (judged === 'unclear') throw closedDoor(answer);
    if (judged === 'refused') {
      throw new StopAndAlert('HUBSPOT_REFUSED', `HubSpot refused to list its properties (${answer.status}).`);
    }
    const list = listSchema.safeParse(answer.body);
    // Every portal has HubSpot's own properties: an empty list is a broken answer, not a portal without any.
    if (!list.success) throw new RetryLater('HUBSPOT_UNREADABLE', 'HubSpot answered no list of properties.');
    return toSchema(list.data.results, names && new Set(names));
  }, backoff);
  if (expected?.every((name) => schema.has(name))) return schema;
  for (const list of HIDDEN)
    for (const [name, property] of await readHidden(client, list, names, backoff))
      if (!schema.has(name)) schema.set(name, { ...property, sensitive: true });
  return schema;
}

/** Who may not see the list, or whose version has none, sees nothing in it. */
async function readHidden(
  client: Pick<HubSpotClient, 'listProperties'>,
  list: (typeof HIDDEN)[number],
  names: readonly string[] | undefined,
  backoff: BackoffOptions,
): Promise<PortalSchema> {
  try {
    const { answer, refusal } = await askOnce(() => client.listProperties(list), { backoff });
    const { results } = (refusal ? undefined : entriesSchema.safeParse(answer.body).data) ?? { results: [] };
    return toSchema(results, names && new Set(names));
  } catch (error) {
    if (error instanceof StopAndAlert) return new Map();
    throw error;
  }
}

function toSchema(
  entries: readonly unknown[],
  wanted: ReadonlySet<string> | undefined,
): Map<string, PortalProperty> {
  const schema = new Map<string, PortalProperty>();
  for (const entry of entries) {
    // The name first: the options of what nobody asked for are not worth parsing.
    const name = namedSchema.safeParse(entry).data?.name;
    if (name === undefined || (wanted && !wanted.has(name))) continue;
    schema.set(name, toProperty(propertySchema.parse(entry)));
  }
  return schema;
}

function toProperty(property: z.infer<typeof propertySchema>): PortalProperty {
  const { name, type, fieldType, options, externalOptions, hasUniqueValue } = property;
  return {
    name,
    type,
    fieldType,
    options: options.map(({ value }) => value),
    ...(externalOptions ? { externalOptions } : {}),
    hasUniqueValue,
    readOnly: property.calculated || property.modificationMetadata.readOnlyValue,
  };
}
