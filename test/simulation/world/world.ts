import { z } from 'zod';
import { versionFor } from '../../../shared/compose/composeHubSpot.ts';
import { keyFormsOf } from '../../../shared/contacts/associateKey.ts';
import { fingerprint, type MappingVersion } from '../../../shared/contacts/fingerprint.ts';
import { type Mapping, propertiesToSend } from '../../../shared/contacts/mapping.ts';
import { OUTCOMES_TABLE, STATE_TABLE } from '../../../shared/state/storageClients.ts';
import type { Contact } from '../../standins/hubspot/contacts/contact.ts';
import { Portal } from '../../standins/hubspot/portal.ts';
import { defaultSwitches } from '../../standins/hubspot/switches.ts';
import { portalProperties } from '../../support/mappingFile.ts';
import { Chances, type Cuts } from '../kernel/chances.ts';
import { Kernel } from '../kernel/kernel.ts';
import { Queue } from '../services/queue.ts';
import { type Row, SqlServer } from '../services/sqlServer.ts';
import { type StoredEntity, Table } from '../services/tables.ts';
import { findFalseReport } from './findFalseReport.ts';
import { findForeignTransition } from './findForeignTransition.ts';
import { mappingFor } from './mapping.ts';
import { cedulaOf, firstValues, furnish, keyOf } from './people.ts';
import type { Phase, Scenario, Service } from './scenario.ts';

export type Kind =
  | 'lost'
  | 'stale'
  | 'duplicated'
  | 'vanished'
  | 'falseReport'
  | 'falseConflict'
  | 'bug'
  | 'livelock';

export interface Violation {
  readonly kind: Kind;
  readonly text: string;
}

const LONG_AGO_MS = 3_600_000;
const START = Date.UTC(2026, 2, 2, 6);

const watermarkSchema = z
  .object({ cursor: z.object({ since: z.string().default('0') }) })
  .transform(({ cursor }) => cursor.since);

/** Everything outside the app: the members table, HubSpot, queue and tables, and the time they share. */
export class World {
  readonly scenario: Scenario;
  readonly kernel = new Kernel(START);
  readonly chances: Chances;
  readonly mapping: Mapping;
  readonly version: MappingVersion;
  readonly sql: SqlServer;
  readonly portal: Portal;
  readonly queue: Queue;
  /** HubSpot ids of each person's contacts that were there before us. */
  contactsBefore: ReadonlyMap<number, readonly string[]> = new Map();
  /** Ids of all contacts that people made. */
  readonly madeByPeople = new Set<string>();
  readonly violations: Violation[] = [];
  readonly lines: string[] | undefined;
  /** Every state in which HubSpot has held a key, as a fingerprint; by the form of the key. */
  readonly held = new Map<string, Set<string>>();
  /** Every contact that ever had a key, by both, the key in its form. */
  readonly holders = new Set<string>();
  /** The version of change tracking from which the feed follows the table. */
  trackedFrom: bigint | undefined;
  onVisible: Queue['hide'] = () => undefined;
  readonly #tables = new Map<string, Table>();
  readonly #phases: Phase[] = [];
  readonly #noted = new WeakSet<Contact>();
  readonly #names: readonly string[];

  constructor(scenario: Scenario, cuts: Cuts, withTrace: boolean) {
    this.scenario = scenario;
    this.chances = new Chances(scenario.seed, scenario.intensity, cuts);
    this.lines = withTrace ? [] : undefined;
    this.mapping = mappingFor(scenario);
    this.version = versionFor(this.mapping, scenario.operation);
    this.#names = propertiesToSend(this.mapping);
    this.sql = new SqlServer(() => this.kernel.now);
    this.queue = new Queue(
      () => this.kernel.now,
      (message, delayMs) => this.onVisible(message, delayMs),
    );
    this.portal = new Portal({
      properties: portalProperties(this.mapping),
      switches: { ...defaultSwitches, ...scenario.switches },
      seed: scenario.seed,
    });
  }

  /** For the moment before anything runs; time has to be the schedule's by then. */
  furnish(): void {
    const { people, strangers, isAdopted } = this.scenario;
    // Long enough ago for HubSpot's search to know of it.
    this.kernel.now -= LONG_AGO_MS;
    this.contactsBefore = furnish(this.portal, people, strangers);
    for (const { id } of this.portal.contacts.all()) this.madeByPeople.add(id);
    this.kernel.now += LONG_AGO_MS;
    people.forEach((who, person) => {
      const values = firstValues(person, who);
      if (who.isMember) this.sql.begin([{ key: values['numero_asociado'] ?? '', values }])();
    });
    if (!isAdopted) return;
    const text = JSON.stringify({ completedAt: new Date(START - LONG_AGO_MS).toISOString() });
    this.table(STATE_TABLE).submit([['create', { partitionKey: 'state', rowKey: 'adoption', text }]]);
  }

  table(name: string): Table {
    const known = this.#tables.get(name);
    if (known) return known;
    const table = new Table((entity, before) => {
      if (name === STATE_TABLE) this.#noteStart(entity);
      else if (name === OUTCOMES_TABLE) this.#noteOutcome(entity, before);
    });
    this.#tables.set(name, table);
    return table;
  }

  /** The number of an associate, which two may share. */
  numberOf(person: number): string {
    return keyOf(this.scenario.people[person]?.shares ?? person);
  }

  /** A person's row, however it spells her number. */
  rowOf(person: number): Row | undefined {
    const cedula = cedulaOf(person);
    return [...this.sql.rows.values()].find(({ values }) => values['no__de_cedula'] === cedula);
  }

  /** One form of all spellings of a number. */
  formOf(key: string): string {
    return keyFormsOf(this.mapping).ledger(key);
  }

  #noteOutcome(entity: StoredEntity, before: StoredEntity | undefined): void {
    const foreign = findForeignTransition(before, entity);
    if (foreign) this.violate('bug', foreign);
    const text = findFalseReport(this, entity);
    if (text) this.violate('falseReport', text);
  }

  #noteStart({ rowKey, text }: StoredEntity): void {
    if (rowKey === 'detection') this.trackedFrom ??= BigInt(watermarkSchema.parse(JSON.parse(String(text))));
  }

  begin(phase: Phase): void {
    this.#phases.push(phase);
    this.kernel.schedule(phase.forMs, () => this.#phases.splice(this.#phases.indexOf(phase), 1));
  }

  phase(service: Service): Phase['how'] | undefined {
    return this.#phases.find((phase) => phase.service === service)?.how;
  }

  isOut(service: Service): boolean {
    return this.phase(service) === 'out';
  }

  violate(kind: Kind, text: string): void {
    this.violations.push({ kind, text });
    this.trace('CHECK', `${kind}: ${text}`);
  }

  trace(actor: string, text: string): void {
    if (!this.lines) return;
    const time = new Date(this.kernel.now - START).toISOString().slice(11, 23);
    this.lines.push(`${time} ${actor.padEnd(9)} ${text}`);
  }

  /** Remembers the states in which HubSpot holds its contacts by now. */
  noteWrites(): void {
    for (const contact of this.portal.contacts.all()) {
      if (this.#noted.has(contact)) continue;
      this.#noted.add(contact);
      const key = contact.properties[this.mapping.hubspot.keyProperty];
      if (!key) continue;
      const form = this.formOf(key);
      this.holders.add(`${contact.id} ${form}`);
      const states = this.held.get(form) ?? new Set();
      this.held.set(form, states);
      for (const state of this.#statesOf(contact)) states.add(state);
    }
  }

  /** A secondary email is held like the primary one. */
  #statesOf({ properties, additionalEmails }: Contact): readonly string[] {
    const sent = Object.fromEntries(this.#names.map((name) => [name, properties[name] ?? '']));
    const emails = [sent['email'] ?? '', ...additionalEmails];
    return emails.map((email) => fingerprint({ ...sent, email }, this.version));
  }
}
