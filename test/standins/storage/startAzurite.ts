import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type FastClock, livingBy } from './fastClock.ts';
import { freePort } from './freePort.ts';

/** Azurite's published development account; not a secret. */
const ACCOUNT = 'devstoreaccount1';
const ACCOUNT_KEY =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

const CLOSE_GRACE_MS = 30_000;
const ATTEMPTS = 5;
const RETRY_PAUSE_MS = 500;
const LISTENING = /Azurite (Blob|Queue|Table) service is successfully listening at http:\/\/[^:]+:(\d+)/g;
const PORT_TAKEN = /EADDRINUSE/;

export interface AzuriteOptions {
  /** Port of the queue service; a free one when absent. */
  readonly queuePort?: number;
  /** Port of the table service; a free one when absent. */
  readonly tablePort?: number;
  /** Folder that keeps the data over a stop and a start. Absent: memory only, and a stop forgets everything. */
  readonly dataDir?: string;
  /** What it takes for the time, e.g. for how long a message is invisible; the machine's when absent. */
  readonly clock?: FastClock;
}

/** Where an Azurite listens on 127.0.0.1. */
export interface AzuriteAddress {
  readonly queuePort: number;
  readonly tablePort: number;
}

export interface Azurite extends AzuriteAddress {
  /** For `@azure/storage-queue`, `@azure/data-tables` and the Functions host. */
  readonly connectionString: string;
  readonly pid: number | undefined;
  /** Stops Azurite; resolves when the process is gone. */
  close(): Promise<void>;
}

/**
 * Starts Azurite, Microsoft's storage emulator, on 127.0.0.1 and resolves when it listens.
 *
 * Telemetry is off and nothing is inherited from this process's environment but PATH. A port that is taken is tried
 * again: with another number when it was ours to choose, with the same one when the caller asked for it.
 *
 * @throws when Azurite ends before it listens.
 */
export async function startAzurite(options: AzuriteOptions = {}): Promise<Azurite> {
  for (let attempt = 1; ; attempt++) {
    const queuePort = options.queuePort ?? (await freePort());
    const tablePort = options.tablePort ?? (await freePort());
    const child = spawnAzurite(queuePort, tablePort, options);
    try {
      await listening(child);
      return describe(child, { queuePort, tablePort });
    } catch (error) {
      await stop(child);
      const portTaken = error instanceof Error && PORT_TAKEN.test(error.message);
      if (!portTaken || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));
    }
  }
}

function spawnAzurite(
  queuePort: number,
  tablePort: number,
  { dataDir, clock }: AzuriteOptions,
): ChildProcess {
  const ports = ['--blobPort', '0', '--queuePort', `${queuePort}`, '--tablePort', `${tablePort}`];
  const data = dataDir === undefined ? ['--inMemoryPersistence'] : ['--location', dataDir];
  return spawn(
    process.execPath,
    [
      ...(clock ? livingBy(clock) : []),
      fileURLToPath(new URL('azuriteProcess.ts', import.meta.url)),
      ...ports,
      ...data,
      '--silent',
      '--skipApiVersionCheck',
      '--disableTelemetry',
    ],
    // Detached: a Ctrl+C in the terminal reaches only the parent, which then closes things in its own order.
    {
      env: { PATH: process.env['PATH'] },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      windowsHide: true,
    },
  );
}

/** Resolves when all three services have announced their address. */
async function listening(child: ChildProcess): Promise<void> {
  let output = '';
  const announced = new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if ([...output.matchAll(LISTENING)].length === 3) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(`Azurite ended with code ${code}: ${output.trim()}`);
  });
  await Promise.race([announced, ended]);
  ended.catch(() => undefined); // From now on its end is the business of close().
  for (const stream of [child.stdout, child.stderr]) stream?.removeAllListeners('data').resume();
}

function describe(child: ChildProcess, address: AzuriteAddress): Azurite {
  return {
    ...address,
    connectionString: connectionStringOf(address),
    pid: child.pid,
    close: () => stop(child),
  };
}

/** For an account of a running Azurite: any name of small letters and digits, without being asked for beforehand. */
export function connectionStringOf({ queuePort, tablePort }: AzuriteAddress, account = ACCOUNT): string {
  return [
    'DefaultEndpointsProtocol=http',
    `AccountName=${account}`,
    `AccountKey=${ACCOUNT_KEY}`,
    `QueueEndpoint=http://127.0.0.1:${queuePort}/${account}`,
    `TableEndpoint=http://127.0.0.1:${tablePort}/${account}`,
    '',
  ].join(';');
}

/** Asks first, so that data on disk is saved, and kills what does not go. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_GRACE_MS);
  await gone;
  clearTimeout(timer);
}
