/**
 * `node test/standins/functions/main.ts --app dist [--port 7071] [--settings local.settings.json]`
 *
 * Runs a built app folder until SIGINT or SIGTERM. The app's settings are the `Values` of the settings file and this
 * process's environment; the environment wins, as with the Azure Functions Core Tools.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type FunctionsHost, type LogEntry, startFunctionsHost } from './startFunctionsHost.ts';

const DEFAULT_PORT = '7071';

const settingsSchema = z.object({ Values: z.record(z.string(), z.coerce.string()).default({}) });

async function readSettings(path: string | undefined): Promise<Record<string, string>> {
  const file = path === undefined ? {} : JSON.parse(await readFile(path, 'utf8'));
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...settingsSchema.parse(file).Values, ...Object.fromEntries(own) };
}

function printLog({ level, category, message }: LogEntry): void {
  console.log(`[${new Date().toISOString()}] ${level} ${category}: ${message}`);
}

function printFunctions(host: FunctionsHost): void {
  const error = host.startupError();
  if (error !== undefined) console.log(`The app could not be loaded: ${error}`);
  console.log('Functions:');
  for (const fn of host.functions()) {
    const where = fn.route === undefined ? fn.trigger : fn.route.replace(' /', ` ${host.baseUrl}/`);
    console.log(
      `  ${fn.name}: ${where}${fn.disabled ? ' (disabled)' : ''}${fn.error ? ` ERROR ${fn.error}` : ''}`,
    );
  }
  console.log(`Function key (x-functions-key or ?code=): ${host.functionKey}`);
  console.log(`Master key (POST ${host.baseUrl}/admin/functions/<name>): ${host.masterKey}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      app: { type: 'string' },
      port: { type: 'string', default: DEFAULT_PORT },
      settings: { type: 'string' },
    },
    strict: true,
  });
  if (values.app === undefined) throw new Error('--app <folder> is missing');
  const env = await readSettings(values.settings);
  const host = await startFunctionsHost({
    appDir: values.app,
    env,
    port: Number(values.port),
    onLog: printLog,
  });
  printFunctions(host);
  const stop = async () => {
    console.log('Stopping: waiting for running executions.');
    await host.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
}

await main();
