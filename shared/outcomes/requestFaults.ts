import type { CodeMeaning } from './codeMeaning.ts';

/** What may be wrong with a part of a request; the name of the part goes before it. `{…}` is filled. */
export const REQUEST_FAULTS = {
  notKnown: { es: 'no se conoce aquí', en: 'is not known here' },
  notValid: { es: 'no es válido', en: 'is not valid' },
  missing: { es: 'falta', en: 'is missing' },
  empty: { es: 'está vacío', en: 'is empty' },
  text: { es: 'debe ser un texto', en: 'must be text' },
  flag: { es: 'debe ser true o false', en: 'must be true or false' },
  oneOf: { es: 'debe ser {values}', en: 'must be {values}' },
  code: { es: 'no está en docs/reference/codes.md', en: 'is none of docs/reference/codes.md' },
  time: {
    es: 'debe ser un momento como 2026-11-22T19:25:00Z',
    en: 'must be a time such as 2026-11-22T19:25:00Z',
  },
  before: { es: 'debe ser anterior a {other}', en: 'must be before {other}' },
  notBefore: { es: 'es anterior a {other}', en: 'is before {other}' },
  tooManySteps: {
    es: 'abarca más de {max} pasos; tome un paso mayor o menos tiempo',
    en: 'holds more than {max} steps; take a longer step or less time',
  },
  wholeNumber: {
    es: 'debe ser un número entero de {min} a {max}',
    en: 'must be a whole number from {min} to {max}',
  },
  notOfPage: {
    es: 'no es la continuación de ninguna página',
    en: 'is none that a page ended with',
  },
  keyList: { es: 'debe ser una lista de números de asociado', en: 'must be a list of associate numbers' },
  tooManyKeys: {
    es: 'tiene más de {max}; seleccione por code, runId o since',
    en: 'holds more than {max}; select by code, runId or since',
  },
  tooLong: { es: 'tiene más de {max} caracteres', en: 'holds more than {max} characters' },
  selection: {
    es: 'debe nombrar keys, o al menos uno de code, runId, since, until, resent y seen',
    en: 'must name keys, or at least one of code, runId, since, until, resent and seen',
  },
  withKeys: { es: 'no va con keys', en: 'does not go with keys' },
  operationFixed: {
    es: 'es {configured} para toda corrida; el ajuste SYNC_OPERATION lo cambia',
    en: 'is {configured} for every run; the setting SYNC_OPERATION changes it',
  },
  useReviewCode: {
    es: 'es aquí la clave de acceso: use reviewCode para el código de las revisiones',
    en: 'is the access key here: use reviewCode for the code of reviews',
  },
  json: { es: 'no es JSON', en: 'is no JSON' },
  object: { es: 'debe ser un objeto JSON', en: 'must be a JSON object' },
  tooLarge: { es: 'pasa de {max} bytes', en: 'is larger than {max} bytes' },
  week: {
    es: 'debe ser el lunes con que empieza una semana, como 2026-11-23',
    en: 'must be the Monday on which a week begins, such as 2026-11-23',
  },
} as const satisfies Readonly<Record<string, CodeMeaning>>;
export type RequestFault = keyof typeof REQUEST_FAULTS;
