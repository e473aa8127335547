import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './environments.ts';

const FOLDER = join(ROOT, 'infra/queries');

const alertsSchema = z.array(
  z.looseObject({
    query: z.string(),
    severity: z.number(),
    displayName: z.string(),
    windowSize: z.string(),
    staysOpen: z.boolean(),
  }),
);

/** The folder infra/queries: texts by file name without `.kql`. */
export interface QueryFiles {
  readonly alerts: z.infer<typeof alertsSchema>;
  readonly alertTexts: Readonly<Record<string, string>>;
  /** Queries for people and the workbook. */
  readonly texts: Readonly<Record<string, string>>;
}

export function readQueryFiles(): QueryFiles {
  return {
    alerts: alertsSchema.parse(JSON.parse(readFileSync(join(FOLDER, 'alerts.json'), 'utf8'))),
    alertTexts: textsOf(join(FOLDER, 'alerts')),
    texts: textsOf(FOLDER),
  };
}

function textsOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.kql'))
      .map((file) => [file.replace(/\.kql$/, ''), readFileSync(join(folder, file), 'utf8')]),
  );
}
