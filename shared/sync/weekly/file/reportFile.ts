import { createHash } from 'node:crypto';
import type { Report } from '../../../answers/reports.ts';
import type { Language } from '../../../outcomes/language.ts';
import { changesOf } from '../../../web/report/changes.ts';
import { codeRows, type OutcomeRow, oldestRows, outcomeRows, totalRow } from '../../../web/report/rows.ts';
import { daysOf, madeOf, sumUp } from '../../../web/report/sentences.ts';
import { speak } from '../../../web/speech/language.ts';
import { number, percent } from '../../../web/speech/numbers.ts';
import { say } from '../../../web/speech/say.ts';
import { TEXTS as ENGLISH } from '../../../web/texts/en.ts';
import { TEXTS as SPANISH } from '../../../web/texts/es.ts';
import { type Markup, markup, plain } from './markup.ts';

/** A report as a file. */
export interface ReportFile {
  /** Needs nothing else, runs no script, asks for nothing. */
  readonly html: string;
  /** The content policy that stands in it, for the header beside it. */
  readonly policy: string;
}

/** The report in this language as one HTML file; `style`: the stylesheet of the page, so that it looks like the page. */
export function reportFile(report: Report, language: Language, style: string): ReportFile {
  // Nothing waits from here on: no other answer can change the language meanwhile.
  speak(language, language === 'es' ? SPANISH : ENGLISH);
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const title = `${say('rep.h')} · ${daysOf(report)}`;
  const page = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${plain(style)}</style>
</head>
<body>
<main>
<div class="view">
<div class="head"><div><h1>${say('rep.h')}</h1><p class="muted">${daysOf(report)}</p></div></div>
<div class="panel stack-s">
<p class="prose strong">${sumUp(report)}</p>
<p class="small muted">${madeOf(report)}</p>
</div>
${comparison(report)}
<div class="grid two">
${outcomes(report)}
${reasons(report)}
</div>
</div>
</main>
</body>
</html>
`;
  return { html: page.text, policy };
}

function heads(names: readonly string[]): Markup {
  const [first = '', ...others] = names;
  return markup`<thead><tr><th scope="col">${first}</th>${others.map((name) => markup`<th scope="col" class="right">${name}</th>`)}</tr></thead>`;
}

function comparison(report: Report): Markup {
  const rows = changesOf(report).map(
    ({ name, now, before, difference, isBetter }) => markup`<tr>
<th scope="row">${name}</th>
<td class="right end strong">${now}</td>
<td class="right muted"><span class="lbl">${say('rep.last.l')} </span>${before}</td>
<td class="right end ${isBetter === undefined ? 'muted' : isBetter ? 'ok' : 'warn'}">${difference ?? '–'}</td>
</tr>`,
  );
  return markup`<section class="panel flush">
<div class="top"><h2>${say('rep.cmp')}</h2>${report.before ? '' : markup`<p class="small muted">${say('rep.before.none')}</p>`}</div>
<table class="cards">${heads([say('rep.what'), say('rep.this'), say('rep.last'), say('rep.diff')])}<tbody>${rows}</tbody></table>
</section>`;
}

function outcomes(report: Report): Markup {
  const row = ([name, now, before]: OutcomeRow) =>
    markup`<tr><th scope="row">${name}</th><td class="right">${now}</td><td class="right muted">${before}</td></tr>`;
  return markup`<section class="panel flush">
<div class="top"><h2>${say('rep.out')}</h2></div>
<table>${heads([say('rep.out'), say('rep.this'), say('rep.last')])}<tbody>${[...outcomeRows(report), totalRow(report)].map(row)}</tbody></table>
</section>`;
}

function reasons(report: Report): Markup {
  const rows = codeRows(report);
  const total = rows.reduce((sum, { records }) => sum + records, 0);
  const most = Math.max(1, ...rows.map(({ records }) => records));
  const bars = rows.map(
    ({ name, code, records }) => markup`<li>
<span>${name} ${code === undefined ? '' : markup`<code class="xs muted">${code}</code>`}</span>
<span><b class="num">${number(records)}</b> <span class="muted">${percent((records / total) * 100, 0)}</span></span>
<progress max="${most}" value="${records}" aria-label="${name}"></progress>
</li>`,
  );
  const oldest = oldestRows(report).map(
    ({ name, waits }) =>
      markup`<li class="row between"><span>${name}</span><span class="muted">${waits}</span></li>`,
  );
  return markup`<section class="panel stack">
<h2>${say('rep.codes')}</h2>
${total === 0 ? markup`<p class="muted">${say('rep.codes.none')}</p>` : markup`<ul class="bars">${bars}</ul>`}
${oldest.length === 0 ? '' : markup`<h3>${say('rep.oldest')}</h3><ul class="stack-s small">${oldest}</ul>`}
</section>`;
}
