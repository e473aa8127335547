import { posix } from 'node:path';
import type { Language } from '../../shared/outcomes/language.ts';
import type { Alert } from './listAlerts.ts';
import { markdownTable } from './markdownTable.ts';

/** What a hand-written part of a section begins with, in the order of a section. */
export const SECTION_PARTS: Readonly<Record<Language, readonly string[]>> = {
  en: ['**Means.**', '**First look.**', '**Cure.**', '**Wake somebody.**'],
  es: ['**Qué significa.**', '**Primero mire.**', '**Qué hacer.**', '**A quién despertar.**'],
};

interface Words {
  readonly header: readonly string[];
  readonly severity: string;
  readonly minutes: (count: number) => string;
  readonly looks: (every: string, over: string) => string;
  readonly query: string;
  readonly split: string;
  readonly stays: string;
  readonly resolves: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    header: ['alert', 'severity', 'the mail is called'],
    severity: 'Severity',
    minutes: (count) => inUnits(count, ['minute', 'minutes'], ['hour', 'hours'], ['day', 'days']),
    looks: (every, over) => `looked at every ${every}, over ${over}`,
    query: 'its query',
    split: 'split by',
    stays: 'stays open until somebody closes it in the Azure portal',
    resolves: 'closes by itself',
  },
  es: {
    header: ['alerta', 'gravedad', 'el correo se llama'],
    severity: 'Gravedad',
    minutes: (count) => inUnits(count, ['minuto', 'minutos'], ['hora', 'horas'], ['día', 'días']),
    looks: (every, over) => `se mira cada ${every}, sobre ${over}`,
    query: 'su consulta',
    split: 'separada por',
    stays: 'queda abierta hasta que alguien la cierre en el portal de Azure',
    resolves: 'se cierra sola',
  },
};

/**
 * The generated blocks of a runbook, by name: `alerts` is the table of all, `alert-NAME` what the data say of one.
 *
 * @throws Error naming the paper and what to write into it, when an alert has no section; or the section that no alert has.
 */
export function alertBlocks(
  paper: { readonly path: string; readonly text: string },
  alerts: readonly Alert[],
  language: Language,
): Readonly<Record<string, string>> {
  const sections = [...paper.text.matchAll(/^## `(?<name>[\w-]+)`$/gm)].map(({ groups }) => groups?.['name']);
  const stale = sections.find((name) => !alerts.some((alert) => alert.name === name));
  if (stale !== undefined) throw new Error(`${paper.path} has a section ${stale}, and Bicep no such alert.`);
  for (const { name } of alerts) {
    if (sections.filter((section) => section === name).length === 1) continue;
    throw new Error(
      `${paper.path} needs one section of the alert ${name}. Write it:\n\n${skeletonOf(name, language)}`,
    );
  }
  return {
    alerts: tableOf(alerts, language),
    ...Object.fromEntries(
      alerts.map((alert) => [`alert-${alert.name}`, factsOf(alert, paper.path, language)]),
    ),
  };
}

/** What a new section begins as. */
function skeletonOf(name: string, language: Language): string {
  const parts = SECTION_PARTS[language].map((part) => `${part} …\n`);
  return [`## \`${name}\`\n`, `<!-- generated: alert-${name} -->\n\n<!-- end -->\n`, ...parts].join('\n');
}

function tableOf(alerts: readonly Alert[], language: Language): string {
  const { header } = WORDS[language];
  const rows = alerts.toSorted((a, b) => (a.severity ?? 9) - (b.severity ?? 9));
  return markdownTable(
    header,
    rows.map(({ name, severity, title }) => [`[\`${name}\`](#${name})`, String(severity ?? ''), title]),
  );
}

function factsOf({ title, severity, rule, says }: Alert, path: string, language: Language): string {
  const words = WORDS[language];
  const facts = rule
    ? [
        `${words.severity} ${severity}`,
        words.looks(words.minutes(rule.everyMinutes), words.minutes(rule.windowMinutes)),
        `[${words.query}](${posix.relative(posix.dirname(path), rule.queryFile)})`,
        ...(rule.dimensions.length > 0
          ? [`${words.split} ${rule.dimensions.map((name) => `\`${name}\``).join(', ')}`]
          : []),
        rule.staysOpen ? words.stays : words.resolves,
      ]
    : [];
  return [`**${title}**`, ...facts].join(' · ').concat(`\n\n> ${says[language]}`);
}

type Unit = readonly [one: string, many: string];

/** The largest unit that holds the minutes without a rest. */
function inUnits(minutes: number, ...[minute, hour, day]: readonly [Unit, Unit, Unit]): string {
  const [size, [one, many]] =
    minutes % 1440 === 0 ? [1440, day] : minutes % 60 === 0 ? [60, hour] : [1, minute];
  const count = minutes / size;
  return `${count} ${count === 1 ? one : many}`;
}
