import { z } from 'zod';

/** The models of one package of the official client, by name. */
export type Models = ReadonlyMap<string, unknown>;

const attributes = z.array(z.object({ baseName: z.string(), type: z.string() }));

/** Where a JSON value is not what the official client's models say of `type`: `path: what` for each place. */
export function misfits(value: unknown, type: string, models: Models, path: string = type): string[] {
  const inner = /^(?:Array<(?<item>.+)>|\{ \[key: string\]: (?<entry>.+); \})$/.exec(type)?.groups;
  if (inner?.['item'] !== undefined) {
    const item = inner['item'];
    return Array.isArray(value)
      ? value.flatMap((each) => misfits(each, item, models, `${path}[]`))
      : [`${path}: no list`];
  }
  if (inner?.['entry'] !== undefined) {
    const entry = inner['entry'];
    return fieldsOf(value).flatMap(([name, each]) => misfits(each, entry, models, `${path}.${name}`));
  }
  return models.has(type) ? modelMisfits(value, type, models, path) : plainMisfits(value, type, path);
}

function plainMisfits(value: unknown, type: string, path: string): string[] {
  const fits: Record<string, boolean> = {
    any: true,
    string: typeof value === 'string',
    'string | null': typeof value === 'string' || value === null,
    number: typeof value === 'number',
    boolean: typeof value === 'boolean',
    Date: typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  };
  return fits[type] ? [] : [`${path}: no ${type}`];
}

function modelMisfits(value: unknown, type: string, models: Models, path: string): string[] {
  const model = models.get(type);
  if (typeof model !== 'function') {
    return fieldsOf(model).some(([, known]) => known === value) ? [] : [`${path}: not of ${type}`];
  }
  const described = 'getAttributeTypeMap' in model ? model.getAttributeTypeMap : undefined;
  const known = attributes.parse(typeof described === 'function' ? described() : undefined);
  return fieldsOf(value).flatMap(([name, each]) => {
    const field = known.find(({ baseName }) => baseName === name);
    const place = `${path}.${name}`;
    return field === undefined ? [`${place}: unknown`] : misfits(each, field.type, models, place);
  });
}

function fieldsOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
