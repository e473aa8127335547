import type { Page } from 'playwright-core';
import { IN_CONFLICT, UNKNOWN } from './answers/associate.ts';
import type { State } from './answers/state.ts';

/** What somebody may have before them. */
export interface Shown {
  readonly name: string;
  readonly state: State;
  /** Undefined: the door, where the key is asked for. */
  readonly fragment?: string;
  /** What has to be there before it is looked at, in either language. */
  readonly awaits: RegExp;
  /** What a person does first. */
  readonly first?: (page: Page) => Promise<void>;
}

const press = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();

/** Opens everything that is closed: tables beside charts, explanations. */
async function unfold(page: Page): Promise<void> {
  const closed = page.getByRole('button', { name: /Ver como tabla|Show as table/ });
  await closed.nth(1).waitFor();
  // Each is called otherwise once it is open.
  for (let left = await closed.count(); left > 0; left--) await closed.first().click();
  await page.evaluate("for (const closed of document.querySelectorAll('details')) closed.open = true");
}

/** Every view in every state. */
export const SHOWN: readonly Shown[] = [
  { name: 'status', state: 'well', fragment: 'status', awaits: /Todo funciona|All is well/, first: unfold },
  {
    name: 'status-warned',
    state: 'warned',
    fragment: 'status',
    awaits: /con avisos|with warnings/,
    first: press(/Revisar a fondo|Check in full/),
  },
  {
    name: 'status-sql-server-away',
    state: 'sqlServerAway',
    fragment: 'status',
    awaits: /no responde desde|has not answered/,
  },
  {
    name: 'status-hubspot-paused',
    state: 'hubspotPaused',
    fragment: 'status',
    awaits: /en pausa desde|paused since/,
  },
  {
    name: 'status-deletes-held',
    state: 'deletesHeld',
    fragment: 'status',
    awaits: /espera una decisión|decision waits/,
  },
  { name: 'status-empty', state: 'empty', fragment: 'status', awaits: /ningún registro|No record/ },
  { name: 'status-unmeasured', state: 'unmeasured', fragment: 'status', awaits: /Sin medir|Not measured/ },
  { name: 'reviews', state: 'well', fragment: 'reviews', awaits: /50 (de|of) 68/ },
  { name: 'reviews-conflict', state: 'warned', fragment: 'reviews/EMAIL_TAKEN', awaits: /23 (de|of) 23/ },
  {
    name: 'reviews-empty',
    state: 'empty',
    fragment: 'reviews',
    awaits: /No hay nada que revisar|Nothing to review/,
  },
  {
    name: 'reviews-send',
    state: 'well',
    fragment: 'reviews',
    awaits: /50 (de|of) 68/,
    first: press(/Enviar los 68|Send all 68/),
  },
  {
    name: 'associate',
    state: 'well',
    fragment: 'associate/A-004417',
    awaits: /Historia|History/,
    first: press(/Ver qué cambiaría|See what would change/),
  },
  {
    name: 'associate-conflict',
    state: 'well',
    fragment: `associate/${IN_CONFLICT}`,
    awaits: /En conflicto|In conflict/,
  },
  {
    name: 'associate-unknown',
    state: 'well',
    fragment: `associate/${UNKNOWN}`,
    awaits: /No se conoce|is not known/,
  },
  {
    name: 'associate-erase',
    state: 'well',
    fragment: 'associate/A-004417',
    awaits: /Historia|History/,
    first: press(/Borrar lo guardado|Erase what is held/),
  },
  { name: 'runs', state: 'well', fragment: 'runs', awaits: /31.400 (de|of) 47.996/ },
  { name: 'runs-paused', state: 'sqlServerAway', fragment: 'runs', awaits: /no se sabe|not known/ },
  {
    name: 'runs-start',
    state: 'well',
    fragment: 'runs',
    awaits: /31.400/,
    first: press(/Iniciar una corrida|Start a run/),
  },
  { name: 'runs-empty', state: 'empty', fragment: 'runs', awaits: /Todavía no hay corridas|No runs yet/ },
  { name: 'run', state: 'well', fragment: 'runs/20261103T150000Z-0001', awaits: /46.400/ },
  { name: 'report', state: 'well', fragment: 'report', awaits: /Frente a la semana|Against the week/ },
  {
    name: 'report-first',
    state: 'unmeasured',
    fragment: 'report/2026-11-09',
    awaits: /no se contó|was not counted/,
  },
  {
    name: 'report-empty',
    state: 'empty',
    fragment: 'report',
    awaits: /Todavía no hay informe|No report yet/,
  },
  { name: 'door', state: 'well', awaits: /Clave de acceso|Access key/ },
];
