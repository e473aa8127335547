import { nextDue } from '../../config/dueTimes.ts';
import { loadMapping } from '../../config/loadMapping.ts';
import { parseNcrontab } from '../../config/ncrontab.ts';
import { type Environment, loadSettings, type Settings } from '../../config/settings.ts';
import type { Mapping } from '../../contacts/mapping.ts';
import { ConfigurationError } from '../../errors.ts';
import type { TimersHealth } from '../../sync/health/readTimers.ts';
import { readVersion } from '../packageRoot.ts';
import { type Finding, inEither, stateOf } from './finding.ts';

/** What the settings say, where they are right. */
export interface ReadSettings {
  readonly settings: Settings | undefined;
  readonly mapping: Mapping | undefined;
  readonly findings: readonly Finding[];
}

/** Settings and mapping file. */
export function examineSettings(env: Environment, files: readonly string[]): ReadSettings {
  const settings = attempt(() => loadSettings(env));
  const path = settings.value?.SYNC_CONFIG;
  const mapping = path === undefined ? undefined : attempt(() => loadMapping(path, env));
  const from = ['environment', ...files].join(', ');
  const findings = [
    ...toFindings('settings', settings.problems, `${from}`, {
      es: 'cada ajuste está y tiene su forma',
      en: 'every setting is there and has its form',
    }),
    ...(mapping
      ? toFindings('mappingFile', mapping.problems, path ?? '', {
          es: 'el archivo de mapeo se lee',
          en: 'the mapping file can be read',
        })
      : []),
  ];
  return { settings: settings.value, mapping: mapping?.value, findings };
}

function attempt<T>(read: () => T): { readonly value: T | undefined; readonly problems: readonly string[] } {
  try {
    return { value: read(), problems: [] };
  } catch (error) {
    if (error instanceof ConfigurationError) return { value: undefined, problems: error.problems };
    throw error;
  }
}

function toFindings(
  check: string,
  problems: readonly string[],
  fine: string,
  expected: Finding['expected'],
): readonly Finding[] {
  const base = { area: 'settings', check, expected } as const;
  if (problems.length === 0) return [{ ...base, state: 'well', actual: inEither(fine) }];
  return problems.map((problem) => {
    return {
      ...base,
      state: 'ill',
      code: 'CONFIGURATION',
      actual: inEither(problem),
      mend: 'npx hubspot-sync init',
    };
  });
}

/** When the timers are due next, and of a deployed app whether they run. */
export function examineSchedules(
  { SYNC_SCHEDULE, RECONCILE_SCHEDULE }: Settings,
  now: number,
  ofDeployed: TimersHealth | undefined,
): readonly Finding[] {
  const schedules = { detectChanges: SYNC_SCHEDULE, reconcile: RECONCILE_SCHEDULE } as const;
  return (['detectChanges', 'reconcile'] as const).map((check) => {
    const due = nextDue(parseNcrontab(schedules[check]), now);
    const next = due === undefined ? '–' : new Date(due).toISOString();
    const timer = ofDeployed?.[check];
    return {
      area: 'schedules',
      check,
      state: timer ? stateOf(timer.level, timer.code) : 'well',
      expected: { es: `corre por ${schedules[check]} (UTC)`, en: `runs by ${schedules[check]} (UTC)` },
      actual: timer?.message ?? {
        es: `con --watch la próxima vez ${next}; sin él, cuando lo llame su programador`,
        en: `with --watch next at ${next}; without it, whenever your scheduler calls it`,
      },
    };
  });
}

/** What runs here. */
export function examineVersions(apiVersion: string): Finding {
  return {
    area: 'versions',
    check: 'versions',
    state: 'well',
    expected: inEither('Node ≥ 22.16'),
    actual: inEither(
      `hubspot-sync ${readVersion()}, Node ${process.versions.node}, HubSpot API ${apiVersion}, ${process.platform} ${process.arch}`,
    ),
  };
}
