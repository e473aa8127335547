import type { FindingText } from './finding.ts';

/** Findings of what says who an associate is: number, identification, names, email; and of text as such. */
export const IDENTITY_FINDINGS = {
  REQUIRED_MISSING: {
    severity: 'error',
    es: 'Falta un dato obligatorio. Complételo en el sistema de asociados.',
    en: 'A required value is missing. Fill it in in the members system.',
  },
  TEXT_REPAIRED: {
    severity: 'warning',
    es: 'El texto traía letras dañadas (p. ej. «JosÃ©»); se envió reparado. Corríjalo también en el sistema de asociados.',
    en: 'The text held garbled letters (e.g. "JosÃ©"); it was sent repaired. Correct it in the members system too.',
  },
  TEXT_DAMAGED: {
    severity: 'warning',
    es: 'El texto perdió letras (p. ej. «MU?OZ») y no se envía. Escríbalo de nuevo.',
    en: 'The text has lost letters (e.g. "MU?OZ") and is not sent. Type it again.',
  },
  TEXT_TOO_LONG: {
    severity: 'warning',
    es: 'El texto es más largo de lo que HubSpot admite (65 536 caracteres) y no se envía. Acórtelo.',
    en: 'The text is longer than HubSpot takes (65,536 characters) and is not sent. Shorten it.',
  },
  NUMERO_INVALID: {
    severity: 'error',
    es: 'El número de asociado no tiene la forma acordada. Corríjalo en el sistema de asociados.',
    en: 'The associate number is not of the agreed form. Correct it in the members system.',
  },
  CEDULA_INVALID: {
    severity: 'error',
    es: 'La identificación no tiene la forma de una cédula (1-9902-0567), DIMEX (11 o 12 dígitos), NITE ni cédula jurídica (3-101-999999). Revísela contra el documento.',
    en: 'This is not the form of a cédula (1-9902-0567), DIMEX (11 or 12 digits), NITE or cédula jurídica (3-101-999999). Check it against the document.',
  },
  CEDULA_PASSPORT: {
    severity: 'error',
    es: 'La identificación parece un pasaporte. Pida el DIMEX o la cédula y regístrelos en su lugar.',
    en: 'The identification looks like a passport. Ask for the DIMEX or cédula and enter that instead.',
  },
  DIMEX_UNUSUAL: {
    severity: 'warning',
    es: 'El DIMEX no empieza con 1 (ni con 5, diplomáticos); se envió. Compárelo con el documento.',
    en: 'The DIMEX starts neither with 1 nor with 5 (diplomats); it was sent. Compare it with the document.',
  },
  NAME_DAMAGED: {
    severity: 'error',
    es: 'El nombre perdió letras (p. ej. «MU?OZ»). Escríbalo de nuevo según la cédula.',
    en: 'The name has lost letters (e.g. "MU?OZ"). Type it again as on the cédula.',
  },
  NAME_INVALID: {
    severity: 'error',
    es: 'El nombre no contiene ninguna letra. Escriba el nombre según la cédula.',
    en: 'The name holds no letter. Type the name as on the cédula.',
  },
  NAME_UNUSUAL: {
    severity: 'warning',
    es: 'El nombre contiene cifras o signos que un nombre no lleva; se envió. Revíselo.',
    en: 'The name holds digits or signs that no name has; it was sent. Check it.',
  },
  EMAIL_INVALID: {
    severity: 'error',
    es: 'El correo no es válido. Revise el usuario, el dominio y su terminación, y deje una sola dirección.',
    en: 'The email address is not valid. Check its user, domain and ending, and leave one address only.',
  },
  EMAIL_FILLER: {
    severity: 'error',
    es: 'El correo es un relleno (p. ej. notiene@…), no una dirección del asociado. Pida la suya y regístrela.',
    en: 'The email is a filler (e.g. notiene@…), not an address of the associate. Ask for theirs and enter it.',
  },
} as const satisfies Record<string, FindingText>;
