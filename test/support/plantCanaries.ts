/** What a canary looks like, wherever it stands. */
export const CANARY = /canary[\w.-]*/gi;

/** The property whose type and control are no longer words of HubSpot's. */
const RETYPED = 'telefono_habitacion';

/** Whether what HubSpot says is still there, behind the canary, or gone. */
export type Planting = 'beside' | 'instead';

/** Without these no answer could be matched with what was sent. */
const KEPT = new Set(['id', 'objectWriteTraceId', 'name', 'value', 'createdAt', 'updatedAt', 'properties']);

/** Names that the context of an error may have. */
const CONTEXT = ['propertyName', 'existingId', 'existingObjectId', 'conflictingValue', 'ids', 'constructor'];

/** Where something of a form is expected, the canary has that form, or nearly. */
const SHAPES: Readonly<Record<string, string>> = {
  category: 'CANARY_CATEGORY',
  code: 'CANARY_CODE',
  errorType: 'CANARY_ERROR_TYPE',
  requiredGranularScopes: 'canary.scope',
  message: 'Not valid: [{"error":"CANARY_ERROR","name":"canary_name","propertyValue":"canary_value"}]',
};

/** The canary of a place, by the name that it has in an answer. */
export function canaryOf(place: string): string {
  return SHAPES[place] ?? `canary_${place}`;
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** An answer of HubSpot with a text of its own in every place that can hold one. `planted` is told each of them. */
export function plantCanaries(answer: Json, how: Planting, planted: (canary: string) => void): Json {
  const canary = (place: string) => {
    const text = canaryOf(place);
    planted(text);
    return text;
  };
  return plantIn(answer, 'body');

  function plantIn(value: Json, place: string): Json {
    if (typeof value === 'string') return how === 'instead' || place === 'message' ? canary(place) : value;
    if (Array.isArray(value)) return plantInList(value, place);
    return isObject(value) ? plantInObject(value) : value;
  }

  function plantInObject(object: { [name: string]: Json }): Json {
    const entries = Object.entries(object).map(([name, value]): [string, Json] => {
      if (name === 'paging') return [name, { next: { after: canary(`cursor_${cursorIn(value)}`) } }];
      if (name === 'context' || name === 'errorTokens') return [name, plantInContext(value)];
      return [name, KEPT.has(name) ? value : plantIn(value, name)];
    });
    return Object.fromEntries(entries);
  }

  function plantInList(list: Json[], place: string): Json {
    const isOfProperties = place === 'results' && list.some((one) => isObject(one) && 'fieldType' in one);
    if (!isOfProperties) return list.map((one) => plantIn(one, place));
    return [...list, { name: canary('property') }].map((one) => (isObject(one) ? plantInProperty(one) : one));
  }

  function plantInProperty(property: { [name: string]: Json }): Json {
    const words = { label: canary('label'), description: canary('description'), groupName: canary('group') };
    const types = { type: canary('type'), fieldType: canary('field_type') };
    return { ...property, ...words, ...(property['name'] === RETYPED ? types : {}) };
  }

  function plantInContext(context: Json): Json {
    const said = isObject(context) ? context : {};
    const names = [...new Set([...Object.keys(said), ...CONTEXT])];
    return Object.fromEntries(
      names.map((name) => {
        if (name === 'objectWriteTraceId') return [name, said[name] ?? []];
        const rest = how === 'beside' ? [said[name] ?? []].flat() : [];
        return [name, [canary(name), ...rest]];
      }),
    );
  }
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cursorIn(paging: Json): string {
  const next = isObject(paging) ? paging['next'] : undefined;
  return String(next !== undefined && isObject(next) ? next['after'] : '');
}
