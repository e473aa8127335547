import { settingsOf } from '../../../../infra/docs/snapshot.ts';
import type { Rule } from './rule.ts';

const SECRET_NAME = /TOKEN|SECRET|PASSWORD|PWD|CREDENTIALS?$|API_?KEY|ACCESS_?KEY/i;
/** What stands in a text that gives entry by itself. */
const SECRET_TEXT =
  /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|Password|Pwd)\s*=|\blist\w*(?:Keys|Secrets?|Credentials|Sas)?\(|\bpat-[a-z]{2}\d-|[?&]sig=/i;
const REFERENCE = /^@Microsoft\.KeyVault\(VaultName=[\w-]+;SecretName=[\w-]+\)$/;
/** Says which method, and holds none. */
const HARMLESS = new Set(['AzureWebJobsStorage__credential']);

/** Secrets stand in the vault: settings hold references to it, outputs and all other properties nothing of the kind. */
export const noSecrets: Rule = ({ snapshot }) => [
  ...Object.entries(settingsOf(snapshot))
    .filter(([name, value]) => SECRET_NAME.test(name) && !HARMLESS.has(name) && !REFERENCE.test(value))
    .map(([name]) => `The setting ${name} is no reference to the vault.`),
  ...Object.keys(snapshot.outputs)
    .filter((name) => SECRET_NAME.test(name) || /connectionString/i.test(name))
    .map((name) => `The output ${name} is named like a secret.`),
  ...[...texts(snapshot.outputs, 'outputs'), ...snapshot.predictedResources.flatMap((r) => texts(r, r.name))]
    .filter(({ text }) => SECRET_TEXT.test(text))
    .map(({ where }) => `${where} holds a secret, or asks Azure for one.`),
];

interface Found {
  readonly where: string;
  readonly text: string;
}

function texts(value: unknown, where: string): readonly Found[] {
  if (typeof value === 'string') return [{ where, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${where}.${key}`));
}
