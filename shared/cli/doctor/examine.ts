import { type LocalApp, openLocalApp } from '../../compose/openLocalApp.ts';
import type { Environment, Settings } from '../../config/settings.ts';
import type { Mapping } from '../../contacts/mapping.ts';
import { RetryLater, StopAndAlert } from '../../errors.ts';
import type { HubSpotAnswer } from '../../hubspot/client.ts';
import { createDatabase, type Database } from '../../source/database.ts';
import { describeTable } from '../../source/describeTable.ts';
import { preflight } from '../../source/preflight.ts';
import { storageConnectionName } from '../../state/storageClients.ts';
import type { Context } from '../context.ts';
import { isUnseen } from '../describeFailure.ts';
import { type Provisioned, provisionPortal } from '../portal/provisionPortal.ts';
import { examineClock } from './examineClock.ts';
import { examineLimits, examineProperties } from './examinePortal.ts';
import { examineSchedules, examineSettings, examineVersions } from './examineSettings.ts';
import { examineSource, examineStatus } from './examineStatus.ts';
import { AREAS, type Finding, inEither } from './finding.ts';

/** Looks at everything that the sync depends on, and changes nothing. Whatever cannot be looked at is a finding, too. */
export async function examine(context: Context): Promise<readonly Finding[]> {
  const { settings, mapping, findings } = examineSettings(context.env, context.files);
  if (!settings || !mapping) return [...findings, ...unseenAreas()];
  const { findings: stored, timers, hasSource } = await examineStore(context);
  const database = createDatabase(settings.SQL_CONNECTION_STRING);
  try {
    const [source, clock, portal] = await Promise.all([
      hasSource ? [] : preflight(database, mapping).then(examineSource),
      examineSourceClock(database, mapping),
      examineHubSpot(settings, context),
    ]);
    const isDeployed = storageConnectionName(context.env) === 'SyncStorage';
    const schedules = examineSchedules(settings, Date.now(), isDeployed ? timers : undefined);
    const all = [...findings, ...stored, ...source, ...clock, ...portal, ...schedules];
    return inOrder([...all, examineVersions(settings.HUBSPOT_API_VERSION)]);
  } finally {
    await database.close();
  }
}

/** The store, and what can be looked at only with it. */
async function examineStore({ env, stateDir, output }: Context) {
  let local: LocalApp | undefined;
  try {
    local = await openLocalApp({ env, stateDir, log: output.log });
    output.start({ command: 'doctor', store: local.store });
    const status = await local.app.readStatus();
    const findings = [
      ...examineSource(status.sqlServer),
      ...examineStatus(status),
      await examineWriting(local),
    ];
    return { findings, timers: status.timers, hasSource: true };
  } catch (error) {
    const expected = { es: 'el almacén se abre', en: 'the store can be opened' };
    return { findings: [toFinding('store', 'store', expected, error)], timers: undefined, hasSource: false };
  } finally {
    await local?.close();
  }
}

const WRITING = {
  es: 'la llave puede escribir contactos, y la propiedad clave sirve',
  en: 'the token may write contacts, and the key property serves',
} as const;

/** By a call that HubSpot judges like a write, and that has nothing to write. */
async function examineWriting({ parts }: LocalApp): Promise<Finding> {
  try {
    await parts.hubspot().tryHubSpot();
    const actual = { es: 'HubSpot lo acepta', en: 'HubSpot lets it' };
    return { area: 'hubspot', check: 'writing', state: 'well', expected: WRITING, actual };
  } catch (error) {
    return toFinding('hubspot', 'writing', WRITING, error);
  }
}

async function examineSourceClock(database: Database, mapping: Mapping): Promise<readonly Finding[]> {
  try {
    const table = await describeTable(database, mapping);
    const before = Date.now();
    const [row] = await database.query('utcBounds', { from: null, overlapSeconds: 0 }, table);
    const ours = (before + Date.now()) / 2;
    const theirs = Date.parse(`${String(row?.['now_stamp']).slice(0, 23)}Z`);
    return Number.isNaN(theirs) ? [] : [examineClock('SQL Server', theirs, ours)];
  } catch (error) {
    const expected = { es: 'SQL Server dice qué hora es', en: 'SQL Server says what time it is' };
    return [toFinding('clocks', 'SQL Server', expected, error)];
  }
}

async function examineHubSpot(settings: Settings, { env }: Context): Promise<readonly Finding[]> {
  let last: { readonly answer: HubSpotAnswer; readonly at: number } | undefined;
  const onAnswer = (answer: HubSpotAnswer) => {
    last = { answer, at: Date.now() };
  };
  const told = () => {
    if (!last) return [];
    const clock = last.answer.at === undefined ? [] : [examineClock('HubSpot', last.answer.at, last.at)];
    return [...examineLimits(last.answer.rate, settings.HUBSPOT_RATE_LIMIT), ...clock];
  };
  try {
    const provisioned = await planPortal(env, onAnswer);
    return [...examineProperties(provisioned), ...told()];
  } catch (error) {
    const expected = { es: 'HubSpot muestra sus propiedades', en: 'HubSpot shows its properties' };
    return [toFinding('hubspot', 'properties', expected, error), ...told()];
  }
}

/** Of a table that cannot be looked at, the first beneficiary is all that is certain; why, SQL Server’s findings say. */
function planPortal(env: Environment, onAnswer: (answer: HubSpotAnswer) => void): Promise<Provisioned> {
  return provisionPortal({ apply: false, slots: undefined }, env, onAnswer).catch((error: unknown) => {
    const isOfSource =
      (error instanceof RetryLater || error instanceof StopAndAlert) && /^(?:SQL_|SCHEMA$)/.test(error.code);
    if (!isOfSource) throw error;
    return provisionPortal({ apply: false, slots: 1 }, env, onAnswer);
  });
}

/** What kept somebody from looking. */
function toFinding(
  area: Finding['area'],
  check: string,
  expected: Finding['expected'],
  error: unknown,
): Finding {
  if (!(error instanceof RetryLater || error instanceof StopAndAlert)) throw error;
  const state = isUnseen(error.code) ? 'unseen' : 'ill';
  return { area, check, state, code: error.code, expected, actual: inEither(error.message) };
}

function unseenAreas(): readonly Finding[] {
  const expected = { es: 'se puede mirar', en: 'can be looked at' };
  const actual = { es: 'los ajustes deben estar bien primero', en: 'the settings have to be right first' };
  return (['sqlServer', 'hubspot', 'store'] as const).map((area) => {
    return { area, check: area, state: 'unseen', expected, actual };
  });
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return AREAS.flatMap((area) => findings.filter((finding) => finding.area === area));
}
