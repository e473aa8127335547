import type { RateHeaders } from '../../hubspot/rateHeaders.ts';
import type { Provisioned } from '../portal/provisionPortal.ts';
import { type Finding, inEither } from './finding.ts';

const PROPERTIES = {
  es: 'el portal tiene cada propiedad y opción del archivo de mapeo, y la clave con valores únicos',
  en: 'the portal has every property and option of the mapping file, and the key with unique values',
} as const;

/** What the plan of `provision` says of the portal. */
export function examineProperties({ plan }: Pick<Provisioned, 'plan'>): readonly Finding[] {
  const base = { area: 'hubspot', expected: PROPERTIES } as const;
  const cannot = plan.cannot.map(({ property, code, sentence }): Finding => {
    return { ...base, check: property, state: 'ill', code, actual: inEither(sentence) };
  });
  if (plan.create.length > 0) {
    const names = plan.create.map(({ name }) => name).join(', ');
    const actual = {
      es: `faltan ${plan.create.length}: ${names}`,
      en: `${plan.create.length} are missing: ${names}`,
    };
    const mend = 'npx hubspot-sync provision --apply';
    return [
      ...cannot,
      { ...base, check: 'properties', state: 'ill', code: 'PROPERTY_MISSING', actual, mend },
    ];
  }
  const actual = { es: `están las ${plan.fine.length}`, en: `all ${plan.fine.length} are there` };
  return cannot.length > 0 ? cannot : [{ ...base, check: 'properties', state: 'well', actual }];
}

/** Below this share of the day's calls the sync may not last until midnight. */
const LOW_PERCENT = 20;

/** What HubSpot says of its limits, beside what the settings take for granted. */
export function examineLimits(rate: RateHeaders, configured: number): readonly Finding[] {
  const { max, daily, dailyRemaining, intervalMs } = rate;
  const base = { area: 'hubspot' } as const;
  const findings: Finding[] = [];
  if (max !== undefined) {
    const isAbove = configured > max;
    const seconds = (intervalMs ?? 10_000) / 1000;
    findings.push({
      ...base,
      check: 'rateLimit',
      state: isAbove ? 'warning' : 'well',
      expected: {
        es: `HUBSPOT_RATE_LIMIT no pasa de las ${max} llamadas en ${seconds} s que HubSpot concede`,
        en: `HUBSPOT_RATE_LIMIT is within the ${max} calls in ${seconds} s that HubSpot grants`,
      },
      actual: inEither(String(configured)),
      ...(isAbove ? { mend: `HUBSPOT_RATE_LIMIT=${max}` } : {}),
    });
  }
  if (daily !== undefined && dailyRemaining !== undefined) {
    const isLow = dailyRemaining * 100 < daily * LOW_PERCENT;
    findings.push({
      ...base,
      check: 'dayQuota',
      state: isLow ? 'warning' : 'well',
      expected: {
        es: `queda al menos ${LOW_PERCENT} % de las llamadas del día`,
        en: `at least ${LOW_PERCENT} % of the day’s calls are left`,
      },
      actual: { es: `${dailyRemaining} de ${daily}`, en: `${dailyRemaining} of ${daily}` },
    });
  }
  return findings;
}
