import type { Texts } from '../text.ts';

/** The properties that the mapping file has as it ships; another one is called by its own name. */
export const FIELDS = {
  'field.numero_asociado': 'Número de asociado',
  'field.no__de_cedula': 'Cédula',
  'field.firstname': 'Nombre',
  'field.lastname': 'Apellidos',
  'field.email': 'Correo electrónico',
  'field.hs_whatsapp_phone_number': 'WhatsApp',
  'field.telefono_habitacion': 'Teléfono de habitación',
  'field.telefono_oficina': 'Teléfono de oficina',
  'field.date_of_birth': 'Fecha de nacimiento',
  'field.marital_status': 'Estado civil',
  'field.provincia': 'Provincia',
  'field.canton': 'Cantón',
  'field.distrito': 'Distrito',
  'field.salario_neto_semanal_o_quincenal': 'Salario neto',
  'field.salario_bruto_semanal_o_quincenal': 'Salario bruto',
  'field.frecuencia_deposito_de_su_salario': 'Frecuencia del salario',
  'field.beneficiaryName': 'Nombre del beneficiario {n}',
  'field.beneficiaryCedula': 'Cédula del beneficiario {n}',
  'field.beneficiaryShare': 'Porcentaje del beneficiario {n}',
} as const satisfies Texts;
