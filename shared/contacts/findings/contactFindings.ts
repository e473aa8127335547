import type { FindingText } from './finding.ts';

/** Findings that take more than one field of a contact to see, or concern the row as such. */
export const CONTACT_FINDINGS = {
  BENEFICIARIES_NOT_100: {
    severity: 'warning',
    es: 'Los porcentajes de los beneficiarios no suman 100; los beneficiarios no se envían. Corríjalos.',
    en: 'The percentages of the beneficiaries do not add up to 100; the beneficiaries are not sent. Correct them.',
  },
  PROVINCE_UNKNOWN: {
    severity: 'warning',
    es: 'No hay una provincia con ese nombre; no se envía. Elija una de las siete.',
    en: 'There is no province of that name; it is not sent. Choose one of the seven.',
  },
  CANTON_UNKNOWN: {
    severity: 'warning',
    es: 'La provincia no tiene un cantón con ese nombre; no se envía. Corrija el cantón o la provincia.',
    en: 'The province has no canton of that name; it is not sent. Correct the canton or the province.',
  },
  CANTON_AMBIGUOUS: {
    severity: 'warning',
    es: 'Varias provincias tienen un cantón con ese nombre (p. ej. «Central»); no se envía. Indique la provincia.',
    en: 'Several provinces have a canton of that name (e.g. "Central"); it is not sent. Give its province.',
  },
  DISTRICT_UNKNOWN: {
    severity: 'warning',
    es: 'El cantón no tiene un distrito con ese nombre; no se envía. Corrija el distrito o el cantón.',
    en: 'The canton has no district of that name; it is not sent. Correct the district or the canton.',
  },
  DISTRICT_AMBIGUOUS: {
    severity: 'warning',
    es: 'Hay varios distritos con ese nombre; no se envía. Indique el cantón.',
    en: 'Several districts have that name; it is not sent. Give its canton.',
  },
  DISTRICT_RETIRED: {
    severity: 'warning',
    es: 'Ese distrito pertenece hoy a otro cantón; no se envía. Corrija el cantón y el distrito.',
    en: 'That district belongs to another canton today; it is not sent. Correct the canton and the district.',
  },
  DIVISION_PARENT_UNKNOWN: {
    severity: 'warning',
    es: 'No se reconoce la provincia o el cantón al que pertenece; no se envía. Corrija primero ese dato.',
    en: 'The province or canton it lies in is not recognised; it is not sent. Correct that one first.',
  },
  NET_ABOVE_GROSS: {
    severity: 'warning',
    es: 'El salario neto es mayor que el bruto; ninguno se envía. Corrija el que esté equivocado.',
    en: 'The net salary is above the gross one; neither is sent. Correct the one that is wrong.',
  },
  BENEFICIARIES_ROUNDED: {
    severity: 'warning',
    es: 'Los porcentajes son iguales y no suman 100 solo por el redondeo; se envían así. Ajuste uno si lo desea.',
    en: 'The percentages are equal and miss 100 by rounding only; they are sent as they are. Adjust one if you wish.',
  },
  BENEFICIARY_DUPLICATE: {
    severity: 'warning',
    es: 'Dos beneficiarios tienen la misma cédula; los beneficiarios no se envían. Corrija o quite uno.',
    en: 'Two beneficiaries have the same cédula; the beneficiaries are not sent. Correct or remove one.',
  },
  BENEFICIARY_IS_ASSOCIATE: {
    severity: 'warning',
    es: 'Un beneficiario tiene la cédula del propio asociado; los beneficiarios no se envían. Corríjalo.',
    en: 'A beneficiary has the cédula of the associate; the beneficiaries are not sent. Correct it.',
  },
  BENEFICIARY_NAME_MISSING: {
    severity: 'warning',
    es: 'Un beneficiario tiene cédula o porcentaje, pero no nombre; los beneficiarios no se envían. Complételo.',
    en: 'A beneficiary has a cédula or a percentage and no name; the beneficiaries are not sent. Complete it.',
  },
  BENEFICIARY_SHARE_MISSING: {
    severity: 'warning',
    es: 'Un beneficiario no tiene porcentaje, o es cero; los beneficiarios no se envían. Complételo.',
    en: 'A beneficiary has no percentage, or zero; the beneficiaries are not sent. Complete it.',
  },
  BENEFICIARY_CEDULA_MISSING: {
    severity: 'warning',
    es: 'Un beneficiario no tiene cédula; se envía sin ella. Agréguela si la tiene.',
    en: 'A beneficiary has no cédula and is sent without it. Add it if there is one.',
  },
  PROPERTY_MISSING: {
    severity: 'warning',
    es: 'HubSpot no tiene esta propiedad; el dato no se envía. Quien administra la sincronización debe crearla con `npm run provision`.',
    en: 'HubSpot does not have this property; the value is not sent. Whoever runs the sync must create it with `npm run provision`.',
  },
  PROPERTY_SENSITIVE: {
    severity: 'warning',
    es: 'HubSpot guarda esta propiedad como dato sensible (Sensitive Data): existe, pero la sincronización no la ve; el dato no se envía. Elija otra propiedad en el archivo de campos.',
    en: 'HubSpot keeps this property as Sensitive Data: it is there, and the sync does not see it; the value is not sent. Choose another property in the mapping file.',
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
  ROW_UNREADABLE: {
    severity: 'error',
    es: 'La fila del archivo no se puede leer (JSON o CSV dañado). Corrija el archivo.',
    en: 'The row of the file cannot be read (damaged JSON or CSV). Correct the file.',
  },
} as const satisfies Record<string, FindingText>;
