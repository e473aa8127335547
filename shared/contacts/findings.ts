/**
 * What can be wrong with a value, what happens then, and what a clerk is told. An `error` rejects the record; a
 * `warning` leaves the field (or its set) out and the record goes.
 */
export const FINDINGS = {
  REQUIRED_MISSING: {
    severity: 'error',
    es: 'Falta un dato obligatorio. Complételo en el sistema de asociados.',
    en: 'A required value is missing. Fill it in in the members system.',
  },
  CEDULA_INVALID: {
    severity: 'error',
    es: 'La cédula no tiene la forma de una cédula física (9 dígitos, p. ej. 1-0234-0567). Corríjala.',
    en: 'This is not the form of a cédula física (9 digits, e.g. 1-0234-0567). Correct it.',
  },
  EMAIL_INVALID: {
    severity: 'error',
    es: 'El correo no es válido. Revise el usuario, el dominio y su terminación.',
    en: 'The email address is not valid. Check its user, domain and ending.',
  },
  PHONE_INVALID: {
    severity: 'warning',
    es: 'El teléfono no es un número válido y no se envía. Corríjalo.',
    en: 'The telephone is not a valid number and is not sent. Correct it.',
  },
  WHATSAPP_NOT_MOBILE: {
    severity: 'warning',
    es: 'WhatsApp necesita un número móvil; este no se envía.',
    en: 'WhatsApp needs a mobile number; this one is not sent.',
  },
  DATE_INVALID: {
    severity: 'warning',
    es: 'La fecha no existe y no se envía. Corríjala.',
    en: 'There is no such date; it is not sent. Correct it.',
  },
  OPTION_UNKNOWN: {
    severity: 'warning',
    es: 'El código no está entre los permitidos y no se envía. Elija uno de la lista.',
    en: 'The code is not among those allowed and is not sent. Choose one of the list.',
  },
  SALARY_INVALID: {
    severity: 'warning',
    es: 'El salario debe ser un número mayor que cero; no se envía. Corríjalo.',
    en: 'A salary must be a number above zero; it is not sent. Correct it.',
  },
  PERCENTAGE_INVALID: {
    severity: 'warning',
    es: 'El porcentaje debe estar entre 0 y 100; los beneficiarios no se envían. Corríjalo.',
    en: 'A percentage must be between 0 and 100; the beneficiaries are not sent. Correct it.',
  },
  BENEFICIARIES_NOT_100: {
    severity: 'warning',
    es: 'Los porcentajes de los beneficiarios no suman 100; los beneficiarios no se envían. Corríjalos.',
    en: 'The percentages of the beneficiaries do not add up to 100; the beneficiaries are not sent. Correct them.',
  },
  PROPERTY_MISSING: {
    severity: 'warning',
    es: 'HubSpot no tiene esta propiedad; el dato no se envía. Quien administra la sincronización debe crearla con `npm run provision`.',
    en: 'HubSpot does not have this property; the value is not sent. Whoever runs the sync must create it with `npm run provision`.',
  },
  PROPERTY_READ_ONLY: {
    severity: 'warning',
    es: 'HubSpot calcula esta propiedad y no acepta valores; el dato no se envía. Elija otra propiedad en el archivo de campos.',
    en: 'HubSpot fills this property itself and takes no values; the value is not sent. Choose another property in the mapping file.',
  },
  PROPERTY_TYPE_MISMATCH: {
    severity: 'warning',
    es: 'La propiedad es de otro tipo en HubSpot y no admite este dato; no se envía. Corrija el tipo, o elija otra propiedad.',
    en: 'The property has another type in HubSpot and cannot hold this value; it is not sent. Correct the type, or choose another property.',
  },
  TEXT_TOO_LONG: {
    severity: 'warning',
    es: 'El texto tiene más de 65 536 caracteres, el máximo de HubSpot; no se envía. Acórtelo.',
    en: 'The text has more than 65,536 characters, the most HubSpot takes; it is not sent. Shorten it.',
  },
} as const satisfies Record<string, { severity: 'error' | 'warning'; es: string; en: string }>;

export type FindingCode = keyof typeof FINDINGS;

/** A finding about one property (or set). It carries the value's shape, never the value. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  readonly property: string;
  /** e.g. `d-dddd-dddd`; empty when there was no value. */
  readonly shape: string;
}

/**
 * The form of a value without its content: digits become `d`, letters `a`, the rest stays; runs of four and more
 * are counted (`aaaa@` → `a{4}@`), and at most 40 characters come out.
 */
export function shapeOf(value: string): string {
  return value
    .slice(0, 200)
    .replace(/\p{N}|[\p{L}\p{M}]/gu, (character) => (/\p{N}/u.test(character) ? 'd' : 'a'))
    .replace(/(.)\1{3,}/gu, (run, character: string) => `${character}{${run.length}}`)
    .slice(0, 40);
}
