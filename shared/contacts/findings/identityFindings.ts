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
    es: 'El texto traía letras dañadas (p. ej. «JosÃ©» o «Jos&eacute;»); se envió reparado. Corríjalo también en el sistema de asociados.',
    en: 'The text held garbled letters (e.g. "JosÃ©" or "Jos&eacute;"); it was sent repaired. Correct it in the members system too.',
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
  KEY_TOO_LONG: {
    severity: 'error',
    es: 'El número de asociado es demasiado largo para ser uno (más de 400 caracteres). Corríjalo en el sistema de asociados.',
    en: 'The associate number is too long to be one (above 400 characters). Correct it in the members system.',
  },
  CEDULA_INVALID: {
    severity: 'error',
    es: 'La identificación no tiene la forma de una cédula (1-9902-0567), DIMEX (11 o 12 dígitos), NITE ni cédula jurídica (3-101-999999). Revísela contra el documento y escriba solo el número.',
    en: 'This is not the form of a cédula (1-9902-0567), DIMEX (11 or 12 digits), NITE or cédula jurídica (3-101-999999). Check it against the document and write the number alone.',
  },
  CEDULA_FILLER: {
    severity: 'warning',
    es: 'La identificación parece escrita para llenar la casilla (p. ej. 111111111 o 123456789); se envió. Compárela con el documento.',
    en: 'The identification looks typed to fill the cell (e.g. 111111111 or 123456789); it was sent. Compare it with the document.',
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
    es: 'El nombre perdió letras (p. ej. «MU?OZ» o «MUÐOZ»). Escríbalo de nuevo según la cédula.',
    en: 'The name has lost letters (e.g. "MU?OZ" or "MUÐOZ"). Type it again as on the cédula.',
  },
  NAME_SUSPECT: {
    severity: 'warning',
    es: 'El nombre tiene letras que pueden venir de una conversión equivocada (p. ej. «MARTÖN» por «MARTÍN»); se envió así. Compárelo con la cédula.',
    en: 'The name has letters that a wrong conversion may have made (e.g. "MARTÖN" of "MARTÍN"); it was sent as it is. Compare it with the cédula.',
  },
  NAME_FILLER: {
    severity: 'warning',
    es: 'El nombre lleva un relleno (p. ej. «MORA NULL» o «SALAS NO INDICA»); se envió así. Quítelo en el sistema de asociados.',
    en: 'The name holds a filler (e.g. "MORA NULL" or "SALAS NO INDICA"); it was sent as it is. Remove it in the members system.',
  },
  NAME_DECEASED: {
    severity: 'warning',
    es: 'El nombre dice que el asociado falleció (p. ej. «(FALLECIDA)» o «Q.E.P.D.»); se envió así. Confírmelo y registre el fallecimiento donde corresponde.',
    en: 'The name says that the associate has died (e.g. "(FALLECIDA)" or "Q.E.P.D."); it was sent as it is. Confirm it and record the death where it belongs.',
  },
  NAME_TEST: {
    severity: 'warning',
    es: 'El nombre parece de una prueba o de un registro que no se usa (p. ej. «PRUEBA» o «NO USAR»); se envió así. Borre el registro si no es de un asociado.',
    en: 'The name looks like that of a test or of a record out of use (e.g. "PRUEBA" or "NO USAR"); it was sent as it is. Delete the record if it is no associate’s.',
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
    es: 'El correo es un relleno (p. ej. notiene@… o 123@123.com), no una dirección del asociado. Pida la suya y regístrela.',
    en: 'The email is a filler (e.g. notiene@… or 123@123.com), not an address of the associate. Ask for theirs and enter it.',
  },
  EMAIL_MISTYPED: {
    severity: 'warning',
    es: 'El dominio del correo parece mal escrito (p. ej. gmial.com por gmail.com); se envió así. Confírmelo con el asociado.',
    en: 'The domain of the email looks mistyped (e.g. gmial.com for gmail.com); it was sent as it is. Confirm it with the associate.',
  },
} as const satisfies Record<string, FindingText>;
