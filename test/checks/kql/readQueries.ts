import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface QueryFile {
  /** Name without folder and `.kql`. */
  readonly name: string;
  readonly text: string;
}

const FOLDER = fileURLToPath(new URL('../../../infra/queries/', import.meta.url));

/** The queries for people and the workbook, and those of the alerts. */
export function readQueries(): {
  readonly people: readonly QueryFile[];
  readonly alerts: readonly QueryFile[];
} {
  return { people: readFolder(FOLDER), alerts: readFolder(`${FOLDER}alerts/`) };
}

function readFolder(folder: string): readonly QueryFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.kql'))
    .map((file) => ({ name: file.slice(0, -'.kql'.length), text: readFileSync(`${folder}${file}`, 'utf8') }));
}
