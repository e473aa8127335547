import type { ReviewCode } from '../../../outcomes/reviewCodes.ts';
import type { Texts } from '../text.ts';

/** Short names: of every code that can become a review, and of others that a run may count. */
export const CODES = {
  'code.BENEFICIARIES_NOT_100': 'Beneficiarios que no suman 100',
  'code.CEDULA_INVALID': 'Cédula no válida',
  'code.CEDULA_PASSPORT': 'Pasaporte en vez de cédula',
  'code.CEDULA_TAKEN': 'Otro contacto tiene la cédula',
  'code.DATE_INVALID': 'Fecha no válida',
  'code.EMAIL_FILLER': 'Correo de relleno',
  'code.EMAIL_GDPR_BLOCKED': 'Correo borrado para siempre en HubSpot',
  'code.EMAIL_INVALID': 'Correo no válido',
  'code.EMAIL_TAKEN': 'Otro contacto tiene el correo',
  'code.HUBSPOT_REFUSED': 'HubSpot lo rechaza sin decir por qué',
  'code.IDENTITY_AMBIGUOUS': 'Varios contactos podrían ser este asociado',
  'code.IDENTITY_CONTRADICTS': 'Coincide en un dato y contradice otro',
  'code.KEY_MISSING': 'Falta el número de asociado',
  'code.KEY_SHARED': 'Dos filas dan el mismo número',
  'code.NAME_DAMAGED': 'Nombre con letras dañadas',
  'code.NAME_INVALID': 'Nombre no válido',
  'code.NUMBER_INVALID': 'HubSpot no acepta un número',
  'code.NUMBER_TAKEN': 'Otro contacto tiene el número',
  'code.NUMERO_INVALID': 'Número de asociado no válido',
  'code.OPTION_UNKNOWN': 'Opción que no existe',
  'code.PHONE_INVALID': 'Teléfono no válido',
  'code.POISON': 'Hace fallar el programa',
  'code.REJECTED': 'No pasa la validación',
  'code.REQUIRED_BY_HUBSPOT': 'HubSpot exige un dato más',
  'code.REQUIRED_MISSING': 'Falta un dato obligatorio',
  'code.ROW_UNREADABLE': 'Fila que no se puede leer',
  'code.TEXT_TOO_LONG': 'Texto demasiado largo',
  'code.VALUE_TAKEN': 'Otro contacto tiene un valor único',
} as const satisfies Readonly<Record<`code.${ReviewCode}`, string>> & Texts;
