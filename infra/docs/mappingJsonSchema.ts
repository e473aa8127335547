import { z } from 'zod';
import { mappingFileSchema } from '../../shared/contacts/mapping/mappingFileSchema.ts';

const PLACEHOLDER = String.raw`\$\{\w+\}`;

/**
 * shared/config/contacts.schema.json: the form of the mapping file for editors. Draft 7 is what the YAML language server
 * knows best. What a setting will fill (`${NAME}`) is right wherever something else than free text is asked for.
 */
export function mappingJsonSchema(): string {
  const schema = z.toJSONSchema(mappingFileSchema, {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema }) => allowPlaceholder(jsonSchema),
  });
  const { $schema, ...rest } = schema;
  const title = 'Mapping file of HubSpot Sync';
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}

function allowPlaceholder(schema: z.core.JSONSchema.BaseSchema): void {
  // Not every editor reads patterns as Unicode; letters of western Europe are enough for one.
  const pattern = schema.pattern?.replaceAll('\\p{L}', 'A-Za-zÀ-ÿ').replaceAll('\\p{N}', '0-9');
  if (pattern !== undefined) schema.pattern = `${PLACEHOLDER}|${pattern}`;
  const isFree = schema.type !== 'integer' && schema.type !== 'number' && schema.type !== 'boolean';
  if (isFree && schema.enum === undefined) return;
  const { description: _, default: __, ...form } = schema;
  for (const key of Object.keys(form)) delete schema[key];
  schema.anyOf = [form, { type: 'string', pattern: PLACEHOLDER }];
}
