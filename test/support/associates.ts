/**
 * Invented associates, the same for the same seed. No number belongs to anybody: cédulas use tomos that were never
 * issued (9900 and up), addresses are at example.com, telephones repeat a pattern.
 */

/** A row of `dbo.hb_contacts` by column; text as SQL Server would print it. */
export type AssociateRow = Record<string, string | null>;

/** What should become of a row: it arrives, is rejected with this code, or contends for one email with another row. */
export type Expectation =
  | 'arrives'
  | 'REQUIRED_MISSING'
  | 'EMAIL_INVALID'
  | 'CEDULA_INVALID'
  | 'doubledEmail';

export interface Associate {
  readonly row: AssociateRow;
  readonly expectation: Expectation;
}

const FIRST_NAMES = [
  'María José',
  'José',
  'Ana Lucía',
  'Íñigo',
  'Zoë',
  'Jürgen',
  'Begoña',
  'Óscar',
  'Núria',
  'Luis',
];
const LAST_NAMES = [
  'Núñez Peña',
  'Müller Arias',
  'Jiménez Mora',
  'Ureña Solís',
  "D'Avanzo Castro",
  'De la O Brenes',
];
const PLACES: readonly (readonly [string, string, string])[] = [
  ['San José', 'Escazú', 'San Rafael'],
  ['Cartago', 'Paraíso', 'Orosi'],
  ['Limón', 'Pococí', 'Guápiles'],
  ['Guanacaste', 'Bagaces', 'Pijije'],
];
const FREQUENCIES = ['mensual', 'quincenal', 'semanal'];

/** Uniform numbers in [0, 1) that repeat with the seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The n-th associate of a cooperative, without any fault; the table has columns for `slots` beneficiaries. */
export function inventAssociate(index: number, stamp: string, slots = 1): AssociateRow {
  const pick = <T>(list: readonly T[], step: number): T | undefined =>
    list[Math.floor(index / step) % list.length];
  const [provincia = null, canton = null, distrito = null] = pick(PLACES, 3) ?? [];
  const gross = 250_000 + (index % 900) * 1_000;
  return {
    numero_asociado: numberOf(index),
    no__de_cedula: cedulaOf(index),
    firstname: pick(FIRST_NAMES, 1) ?? null,
    lastname: pick(LAST_NAMES, 7) ?? null,
    email: `asociado.${index}@example.com`,
    telefono_habitacion: index % 5 === 0 ? '2212-0000' : `2222-${String(index % 10_000).padStart(4, '0')}`,
    telefono_oficina: `8888${String(index % 10_000).padStart(4, '0')}`,
    hs_whatsapp_phone_number: index % 3 === 0 ? null : `+506 8888 ${String(index % 10_000).padStart(4, '0')}`,
    date_of_birth: `${1940 + (index % 65)}-${two(1 + (index % 12))}-${two(1 + (index % 28))}`,
    marital_status: String(1 + (index % 5)),
    provincia,
    canton,
    distrito,
    salario_bruto_semanal_o_quincenal: `${gross}.00`,
    salario_neto_semanal_o_quincenal: `${Math.floor(gross * 0.9)}.50`,
    frecuencia_deposito_de_su_salario: pick(FREQUENCIES, 2) ?? null,
    ...beneficiaries(index, slots),
    lastmodifieddate: stamp,
  };
}

/**
 * `count` associates stamped in the past, about `faultyShare` of them faulty in ways the rules know, and a few whose
 * email is somebody else's.
 */
export function inventAssociates(
  count: number,
  options: { seed: number; faultyShare: number; firstIndex?: number; slots?: number },
): readonly Associate[] {
  const random = randomFrom(options.seed);
  const first = options.firstIndex ?? 1;
  const associates: Associate[] = [];
  for (let offset = 0; offset < count; offset++) {
    const row = inventAssociate(first + offset, pastStamp(offset), options.slots);
    const fault = random() < options.faultyShare ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined;
    const neighbour = associates.at(-1);
    if (fault === 'doubledEmail' && neighbour?.expectation === 'arrives') {
      associates[offset - 1] = { row: neighbour.row, expectation: 'doubledEmail' };
      associates.push({
        row: { ...row, email: neighbour.row['email'] ?? null },
        expectation: 'doubledEmail',
      });
    } else if (fault === undefined || fault === 'doubledEmail') {
      associates.push({ row, expectation: 'arrives' });
    } else {
      associates.push({ row: { ...row, ...fault.change }, expectation: fault.expectation });
    }
  }
  return associates;
}

/** `A-000123`. */
export function numberOf(index: number): string {
  return `A-${String(index).padStart(6, '0')}`;
}

const FAULTS: readonly (
  | { readonly expectation: Expectation; readonly change: AssociateRow }
  | 'doubledEmail'
)[] = [
  { expectation: 'EMAIL_INVALID', change: { email: 'asociado@example.con' } },
  { expectation: 'EMAIL_INVALID', change: { email: 'sin.arroba' } },
  { expectation: 'REQUIRED_MISSING', change: { email: null } },
  { expectation: 'REQUIRED_MISSING', change: { lastname: '  ' } },
  { expectation: 'CEDULA_INVALID', change: { no__de_cedula: '12345' } },
  { expectation: 'CEDULA_INVALID', change: { no__de_cedula: '0-9901-0001' } },
  // Faults of single fields: the record arrives without them.
  { expectation: 'arrives', change: { telefono_habitacion: '12', marital_status: '9' } },
  { expectation: 'arrives', change: { porcentaje__beneficiario_1_: '12.34' } },
  'doubledEmail',
];

function cedulaOf(index: number): string {
  return `${1 + (index % 9)}-99${two(Math.floor(index / 10_000) % 100)}-${String(index % 10_000).padStart(4, '0')}`;
}

function beneficiaries(index: number, most: number): AssociateRow {
  const count = index % (most + 1);
  const slots: AssociateRow = {};
  for (let slot = 1; slot <= most; slot++) {
    const isFilled = slot <= count;
    // Shares that do not divide evenly: the first one takes the rest.
    const share = Math.floor(10_000 / count) + (slot === 1 ? 10_000 % count : 0);
    slots[`nombre_y_apellidos__beneficiario_${String(slot).padStart(2, '0')}_`] = isFilled
      ? `${FIRST_NAMES[(index + slot) % FIRST_NAMES.length]} Peña`
      : null;
    slots[`numero_de_cedula__beneficiario_${slot}_`] = isFilled ? cedulaOf(500_000 + index * 5 + slot) : null;
    slots[`porcentaje__beneficiario_${slot}_`] = isFilled ? (share / 100).toFixed(2) : null;
  }
  return slots;
}

/** Long ago, a second apart for every hundred rows, so that many rows share a stamp. */
function pastStamp(offset: number): string {
  return new Date(Date.UTC(2026, 0, 5) + Math.floor(offset / 100) * 1000).toISOString().slice(0, 23);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
