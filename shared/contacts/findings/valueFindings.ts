import type { FindingText } from './finding.ts';

/** Findings of telephones, dates, lists and amounts, each judged by itself. */
export const VALUE_FINDINGS = {
  PHONE_INVALID: {
    severity: 'warning',
    es: 'El teléfono no es un número válido y no se envía. Corríjalo; con + y el código del país se entiende siempre (p. ej. +506 8888-8888).',
    en: 'The telephone is not a valid number and is not sent. Correct it; with + and the country code it is always understood (e.g. +506 8888-8888).',
  },
  PHONE_SECOND_NUMBER: {
    severity: 'warning',
    es: 'La casilla tiene más de un teléfono; en este campo se envió uno solo. Registre los demás en casillas propias.',
    en: 'The cell holds more than one telephone; one was sent in this field. Enter the others in cells of their own.',
  },
  PHONE_PART_INVALID: {
    severity: 'warning',
    es: 'Una parte de la casilla no es un teléfono válido; se envió la que sí lo es. Corrija el resto.',
    en: 'A part of the cell is not a valid telephone; the part that is one was sent. Correct the rest.',
  },
  PHONE_EXTENSION: {
    severity: 'warning',
    es: 'El teléfono tenía una extensión; se envió sin ella. Anótela en otro campo si hace falta.',
    en: 'The telephone had an extension; it was sent without it. Note it in another field if it is needed.',
  },
  PHONE_REPEATED: {
    severity: 'warning',
    es: 'El teléfono repite un solo dígito (p. ej. 8888-8888); se envió. Confirme que es el número del asociado.',
    en: 'The telephone repeats one digit (e.g. 8888-8888); it was sent. Confirm that it is the associate’s number.',
  },
  WHATSAPP_NOT_MOBILE: {
    severity: 'warning',
    es: 'WhatsApp necesita un número móvil; se dejó vacío. Registre un celular.',
    en: 'WhatsApp needs a mobile number; it was left empty. Enter a mobile number.',
  },
  DATE_INVALID: {
    severity: 'warning',
    es: 'La fecha no existe o no está completa y no se envía. Escríbala como 1990-03-05 o 05/03/1990 (día, mes, año de cuatro cifras).',
    en: 'The date does not exist or is not complete, and is not sent. Write it as 1990-03-05 or 05/03/1990 (day, month, year of four digits).',
  },
  BIRTH_DATE_IMPLAUSIBLE: {
    severity: 'warning',
    es: 'La fecha de nacimiento es futura o da más de 120 años, y no se envía. Compárela con la cédula.',
    en: 'The date of birth is in the future or more than 120 years ago, and is not sent. Compare it with the cédula.',
  },
  BIRTH_DATE_MINOR: {
    severity: 'warning',
    es: 'Según la fecha de nacimiento, el asociado es menor de edad; se envió. Confírmela.',
    en: 'By the date of birth the associate is under age; it was sent. Confirm it.',
  },
  OPTION_UNKNOWN: {
    severity: 'warning',
    es: 'El código no está entre los permitidos y no se envía. Elija uno de la lista.',
    en: 'The code is not among those allowed and is not sent. Choose one of the list.',
  },
  SALARY_INVALID: {
    severity: 'warning',
    es: 'El salario no es un monto mayor que cero y no se envía. Escríbalo con cifras, p. ej. 450000,50.',
    en: 'The salary is not an amount above zero and is not sent. Write it in digits, e.g. 450000.50.',
  },
  SALARY_IMPLAUSIBLE: {
    severity: 'warning',
    es: 'El salario es muy bajo o muy alto (menos de 20 000 o más de 10 000 000 por período); se envió. Revíselo.',
    en: 'The salary is very low or very high (below 20,000 or above 10,000,000 a period); it was sent. Check it.',
  },
  PERCENTAGE_INVALID: {
    severity: 'warning',
    es: 'El porcentaje debe ser un número entre 0 y 100; los beneficiarios no se envían. Corríjalo.',
    en: 'A percentage must be a number between 0 and 100; the beneficiaries are not sent. Correct it.',
  },
} as const satisfies Record<string, FindingText>;
