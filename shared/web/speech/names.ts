import { spokenNow } from './language.ts';
import { say } from './say.ts';

const BENEFICIARY = /^(nombre_y_apellidos|numero_de_cedula|porcentaje)__beneficiario_0?(\d+)_$/;
const PARTS = {
  nombre_y_apellidos: 'field.beneficiaryName',
  numero_de_cedula: 'field.beneficiaryCedula',
  porcentaje: 'field.beneficiaryShare',
} as const;

/** What people call a code; the code itself where it has no name. */
export function nameOfCode(code: string): string {
  return textOf(`code.${code}`) ?? code;
}

/** What people call a property of HubSpot; its own name where the page knows no other. */
export function nameOfField(property: string): string {
  const [, part = '', slot = ''] = BENEFICIARY.exec(property) ?? [];
  if (isPart(part)) return say(PARTS[part], { n: slot });
  return textOf(`field.${property}`) ?? property;
}

function isPart(text: string): text is keyof typeof PARTS {
  return Object.hasOwn(PARTS, text);
}

/** A text by a key that is only known now. */
function textOf(key: string): string | undefined {
  const texts: Readonly<Record<string, unknown>> = spokenNow().texts;
  const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}
