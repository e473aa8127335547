import { RetryLater } from '../../../shared/errors.ts';
import type { Database, ParameterValues, Queries } from '../../../shared/source/database.ts';
import type { TableDescription } from '../../../shared/source/tableDescription.ts';
import type { Instance } from '../kernel/instance.ts';
import type { World } from '../world/world.ts';
import type { SqlView } from './sqlServer.ts';
import { ANSWERS } from './sqlStatements.ts';

const LATENCY = { usual: 30, tail: 60_000 };
const ODDS = { lostBefore: 4, crashBefore: 2, crashAfter: 3 };
/** Rows that arrive at once; a consumer may be slower than the server. */
const CHUNK = 3;

/** SQL Server as one instance of the app reaches it: the port below the feeds, the readers and the scan. */
export function createSimulatedDatabase(world: World, instance: Instance): Database {
  const queriesOn = (source: () => SqlView): Queries => {
    const ask = (name: string, values: ParameterValues, table: TableDescription | undefined) =>
      send(
        world,
        instance,
        () => describe(name, values),
        () => {
          const answer = ANSWERS[name];
          if (!answer) throw new Error(`A statement the simulation does not know: ${name}`);
          return answer(source(), values, table ?? NO_TABLE);
        },
      );
    return {
      query: (name, values = {}, table) => ask(name, values, table),
      collect: async (name, values, table, keep) => (await ask(name, values, table)).map((row) => keep(row)),
      async *stream(name, values, table) {
        const rows = await ask(name, values, table);
        for (let start = 0; start < rows.length; start += CHUNK) {
          if (start > 0)
            await send(
              world,
              instance,
              () => `reads on in ${name}`,
              () => undefined,
            );
          yield rows.slice(start, start + CHUNK);
        }
      },
    };
  };
  return {
    readOnlyIntent: false,
    ...queriesOn(() => world.sql),
    wake: async () => undefined,
    beginSnapshot: async () => {
      const moment = await send(
        world,
        instance,
        () => 'begins a snapshot',
        () => world.sql.snapshot(),
      );
      return { ...queriesOn(() => moment), end: async () => undefined };
    },
    close: async () => undefined,
  };
}

function send<T>(world: World, instance: Instance, label: () => string, apply: () => T): Promise<T> {
  const fault = world.isOut('sql') ? 'lostBefore' : world.chances.fault(ODDS);
  const lost = () => new RetryLater('SQL_UNREACHABLE', 'SQL Server does not answer.');
  const call = {
    label: () => `SQL: ${label()}`,
    latency: LATENCY,
    apply,
    lost,
    timeoutMs: 15_000,
    lateMs: 0,
  };
  return instance.perform(call, fault ?? 'ok');
}

function describe(name: string, values: ParameterValues): string {
  const said = Object.entries(values).map(([parameter, value]) => `${parameter} ${value}`);
  return `${name} ${said.join(', ')}`;
}

const COLUMN = {
  name: '',
  declaredType: '',
  baseType: '',
  isNullable: false,
  collation: null,
  canSelect: true,
};
const NO_TABLE: TableDescription = {
  name: '',
  quotedName: '',
  key: COLUMN,
  changedAt: COLUMN,
  columns: [],
  rowversion: undefined,
  identity: '',
  isReadOnly: false,
};
