import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { portalProperties, testMapping } from '../support/mappingFile.ts';
import type { Figure } from './figure.ts';

const run = promisify(execFile);
const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const figuresSchema = z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() }));

/** No limit is in the way of what is measured. */
export const NO_LIMIT = 1_000_000;
const CONTACTS_PER_SEED = 5_000;

/** A HubSpot stand-in in a process of its own, so that what it costs is not counted. */
export interface HubSpotProcess {
  readonly baseUrl: string;
  readonly token: string;
  /** Calls by operation. */
  calls(): Promise<Readonly<Record<string, number>>>;
  seed(count: number, contactOf: (index: number) => Readonly<Record<string, string>>): Promise<void>;
  close(): void;
}

/** Starts one that has the properties of the mapping that ships. */
export async function startHubSpotProcess(latencyMs: number): Promise<HubSpotProcess> {
  const options = ['--rate-limit', String(NO_LIMIT), '--latency-ms', String(latencyMs)];
  const child = spawn(process.execPath, [pathOf('../standins/hubspot/main.ts'), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { baseUrl, token } = await new Promise<{ baseUrl: string; token: string }>((resolve, reject) => {
    let output = '';
    child.once('exit', () => reject(new Error('The HubSpot stand-in ended before it said where it is.')));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, url, name] = /^HubSpot stand-in: (\S+)\nToken: (\S+)\n/m.exec(output) ?? [];
      if (url !== undefined && name !== undefined) resolve({ baseUrl: url, token: name });
    });
  });
  const post = (name: string, body: object) => admin(baseUrl, name, body);
  await post('properties', portalProperties(testMapping()));
  return {
    baseUrl,
    token,
    calls: async () => z.record(z.string(), z.number()).parse(await admin(baseUrl, 'calls')),
    async seed(count, contactOf) {
      for (let start = 0; start < count; start += CONTACTS_PER_SEED) {
        const length = Math.min(CONTACTS_PER_SEED, count - start);
        await post('contacts', {
          contacts: Array.from({ length }, (_, offset) => contactOf(start + offset + 1)),
        });
      }
    },
    close: () => void child.kill(),
  };
}

async function admin(baseUrl: string, name: string, body?: object): Promise<unknown> {
  const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${baseUrl}/_standin/${name}`, request);
  if (!response.ok) throw new Error(`The stand-in answered ${name} with ${response.status}.`);
  return response.json();
}

/** Runs a script of this folder in a process of its own; it prints its figures as a JSON array. */
export async function measureApart(
  script: string,
  args: readonly string[],
  nodeArguments: readonly string[] = [],
  settings: Readonly<Record<string, string>> = {},
): Promise<readonly Figure[]> {
  const env = { ...process.env, ...settings };
  const { stdout } = await run(process.execPath, [...nodeArguments, pathOf(script), ...args], { env });
  return figuresSchema.parse(JSON.parse(stdout));
}

/** Builds `dist/`, apart, because it says so on standard output. */
export async function buildApp(): Promise<void> {
  await run(process.execPath, [pathOf('../../infra/build.ts')]);
}

/** The value that this share (0 to 1) of the values does not exceed; 0 is the smallest. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
