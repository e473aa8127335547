import type { FIELDS as SPANISH } from '../es/fields.ts';
import type { SameTexts } from '../text.ts';

export const FIELDS: SameTexts<typeof SPANISH> = {
  'field.numero_asociado': 'Associate number',
  'field.no__de_cedula': 'Cédula',
  'field.firstname': 'First name',
  'field.lastname': 'Surnames',
  'field.email': 'Email',
  'field.hs_whatsapp_phone_number': 'WhatsApp',
  'field.telefono_habitacion': 'Home telephone',
  'field.telefono_oficina': 'Office telephone',
  'field.date_of_birth': 'Date of birth',
  'field.marital_status': 'Marital status',
  'field.provincia': 'Province',
  'field.canton': 'Canton',
  'field.distrito': 'District',
  'field.salario_neto_semanal_o_quincenal': 'Net salary',
  'field.salario_bruto_semanal_o_quincenal': 'Gross salary',
  'field.frecuencia_deposito_de_su_salario': 'Frequency of the salary',
  'field.beneficiaryName': 'Name of beneficiary {n}',
  'field.beneficiaryCedula': 'Cédula of beneficiary {n}',
  'field.beneficiaryShare': 'Share of beneficiary {n}',
};
