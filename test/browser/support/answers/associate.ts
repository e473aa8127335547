import type { Associate, Erased, History, Resync } from '../../../../shared/answers/associate.ts';
import type { Language } from '../../../../shared/outcomes/language.ts';
import { saying } from './health.ts';
import { ago, DAY, HOUR } from './moments.ts';

/** Who is in conflict, and whom nobody knows; everybody else is in HubSpot. */
export const IN_CONFLICT = 'A-020983';
export const UNKNOWN = 'A-004471';

export function associateOf(key: string, language: Language): Associate {
  const isConflict = key === IN_CONFLICT;
  const { code, message } = saying(isConflict ? 'EMAIL_TAKEN' : 'OK', language);
  return {
    numeroAsociado: key,
    outcome: isConflict ? 'conflict' : 'updated',
    code,
    message,
    properties: isConflict ? ['email'] : [],
    hubspotId: '55501',
    ...(isConflict && { conflictId: '77701', rivalKey: 'A-000007' }),
    since: ago(3 * HOUR),
    attempts: 1,
    durationMs: 80,
    runId: '20261127T172500Z-7c20',
    batchId: '20261127T172500Z-7c20-1',
    verification: isConflict ? null : { at: ago(5 * DAY), found: 'same' },
  };
}

export function historyOf(key: string, language: Language): History {
  const past = [
    ['updated', 'OK', 3],
    ['updated', 'OK', 30],
    ['rejected', 'CEDULA_INVALID', 31],
    ['adopted', 'OK', 600],
  ] as const;
  return {
    numeroAsociado: key,
    history: past.map(([outcome, code, hours]) => ({
      at: ago(hours * HOUR),
      outcome,
      code,
      message: saying(code, language).message,
      runId: '20261127T172500Z-7c20',
    })),
  };
}

const CHANGED = [
  ['lastname', 'Solano Quiros', 'Solano Quirós'],
  ['telefono_habitacion', undefined, '+506 2710 0043'],
  ['canton', 'Pococí', 'Guácimo'],
  ['salario_neto_semanal_o_quincenal', '385000.00', '402500.00'],
  ['email', 'msolano@example.com', 'maria.solano@example.com'],
  ['telefono_oficina', '+506 2224 0011', ''],
] as const;

export function resyncOf(key: string, dryRun: boolean, language: Language): Resync {
  return {
    numeroAsociado: key,
    dryRun,
    outcome: 'updated',
    ...withoutParameters('OK', language),
    properties: [],
    hubspotId: '55501',
    changes: [
      ...CHANGED.map(([property, from, to]) => ({
        property,
        change: 'changed' as const,
        ...(dryRun && from !== undefined && { from }),
        ...(dryRun && { to }),
      })),
      ...Array.from({ length: 22 }, (_, index) => ({ property: `same_${index}`, change: 'same' as const })),
    ],
    findings: [
      {
        ...withoutParameters('WHATSAPP_NOT_MOBILE', language),
        severity: 'warning',
        property: 'hs_whatsapp_phone_number',
        shape: 'dddd-dddd',
      },
    ],
    runId: '20261127T203205Z-0001',
    durationMs: 120,
  };
}

export function erasedOf(key: string, language: Language): Erased {
  return {
    numeroAsociado: key,
    removed: { outcomes: 1, reviews: 0, mentions: 0, adoptionNotes: 0, positions: 0 },
    remains: [
      saying('ROW_REMAINS', language),
      { ...saying('CONTACT_REMAINS', language), contactIds: ['55501'] },
    ],
  };
}

function withoutParameters(code: string, language: Language) {
  return { code, message: saying(code, language).message };
}
