/**
 * The fields as the cooperative's document lists them ("Mapeo de Campos", its three tables, in their order): SQL column,
 * HubSpot property, type, whether it is required, validation. Only the document changes this.
 */
export interface CooperativeField {
  readonly column: string;
  readonly property: string;
  readonly type: 'text' | 'email' | 'phone' | 'date' | 'enumeration' | 'number';
  readonly isRequired: boolean;
  readonly validation: string;
}

const REQUIRED = true;
const OPTIONAL = false;

const TABLES: readonly (readonly [string, CooperativeField['type'], boolean, string])[] = [
  // Campos Críticos de Contactos
  ['numero_asociado', 'text', REQUIRED, 'Formato específico'],
  ['no__de_cedula', 'text', REQUIRED, 'Validación cédula CR'],
  ['firstname', 'text', REQUIRED, 'No vacío'],
  ['lastname', 'text', REQUIRED, 'No vacío'],
  ['email', 'email', REQUIRED, 'Formato email válido'],
  ['hs_whatsapp_phone_number', 'phone', OPTIONAL, 'Formato teléfono'],
  ['telefono_habitacion', 'phone', OPTIONAL, 'Formato teléfono'],
  ['telefono_oficina', 'phone', OPTIONAL, 'Formato teléfono'],
  ['date_of_birth', 'date', OPTIONAL, 'Formato ISO'],
  ['marital_status', 'enumeration', OPTIONAL, 'Valores predefinidos'],
  ['provincia', 'text', OPTIONAL, 'Lista válida'],
  ['canton', 'text', OPTIONAL, 'Lista válida'],
  ['distrito', 'text', OPTIONAL, 'Lista válida'],
  // Campos Financieros
  ['salario_neto_semanal_o_quincenal', 'number', OPTIONAL, 'Valor positivo'],
  ['salario_bruto_semanal_o_quincenal', 'number', OPTIONAL, 'Valor positivo'],
  ['frecuencia_deposito_de_su_salario', 'enumeration', OPTIONAL, 'Valores válidos'],
  // Campos de Beneficiarios
  ['nombre_y_apellidos__beneficiario_01_', 'text', OPTIONAL, 'Formato nombre'],
  ['numero_de_cedula__beneficiario_1_', 'text', OPTIONAL, 'Formato cédula'],
  ['porcentaje__beneficiario_1_', 'number', OPTIONAL, '0-100%'],
];

/** Column and property have one name in each row of the document. */
export const COOPERATIVE_FIELDS: readonly CooperativeField[] = TABLES.map(
  ([name, type, isRequired, validation]) => ({ column: name, property: name, type, isRequired, validation }),
);
