import type { Status } from '../../sync/health/readStatus.ts';
import type { PreflightFinding } from '../../sync/ports/preflight.ts';
import { packageFile } from '../packageRoot.ts';
import { EXPECTATIONS } from './expectations.ts';
import { type Finding, inEither, stateOf } from './finding.ts';

/** What the preflight found of SQL Server. */
export function examineSource(found: readonly PreflightFinding[]): readonly Finding[] {
  return found.map(({ check, level, code, message, script }) => ({
    area: 'sqlServer',
    check,
    state: stateOf(level, code),
    code,
    expected: EXPECTATIONS[check] ?? inEither(check),
    actual: message,
    ...(script === undefined
      ? {}
      : { mend: `sqlcmd -S <server> -d <database> -i ${packageFile(script) ?? script}` }),
  }));
}

const EXPECTED = {
  hubspot: {
    es: 'HubSpot acepta la llave y sus permisos, el portal tiene las propiedades y una adopción está vigente',
    en: 'HubSpot accepts token and scopes, the portal has the properties, and an adoption is in force',
  },
  storage: { es: 'el almacén responde', en: 'the store answers' },
  deletes: { es: 'ninguna eliminación espera', en: 'no delete waits' },
  telemetry: { es: 'la telemetría llega donde se pidió', en: 'telemetry arrives where it is asked for' },
} as const;

const ADOPT = 'npx hubspot-sync adopt';

/** What the status says beyond SQL Server. */
export function examineStatus({ hubspot, storage, deletes, telemetry }: Status): readonly Finding[] {
  const parts = [
    { area: 'hubspot', check: 'access', of: hubspot, expected: EXPECTED.hubspot },
    { area: 'store', check: 'store', of: storage, expected: EXPECTED.storage },
    { area: 'store', check: 'deletes', of: deletes, expected: EXPECTED.deletes },
    { area: 'telemetry', check: 'telemetry', of: telemetry, expected: EXPECTED.telemetry },
  ] as const;
  return parts.map(({ area, check, of: { level, code, message }, expected }) => ({
    area,
    check,
    state: stateOf(level, code),
    code,
    expected,
    actual: message,
    ...(code.startsWith('ADOPTION_') ? { mend: ADOPT } : {}),
  }));
}
