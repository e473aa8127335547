import { download } from '../../parts/download.ts';

/** Saves what is shown of a report as one file that needs nothing else: markup, and the styles within. */
export function saveReport(week: string, shown: Element): void {
  const copy = shown.cloneNode(true);
  if (!(copy instanceof Element)) return;
  // In the file an address has to be whole.
  for (const link of copy.querySelectorAll('a')) link.setAttribute('href', link.href);
  const { title, documentElement } = document;
  const page = [
    '<!doctype html>',
    `<html lang="${documentElement.lang}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(`${title} ${week}`)}</title><style>${stylesOf(document)}</style></head>`,
    `<body><main><div class="view">${copy.outerHTML}</div></main></body></html>`,
  ];
  download(`report-${week}.html`, 'text/html;charset=utf-8', page.join('\n'));
}

function stylesOf({ styleSheets }: Document): string {
  return [...styleSheets].flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText)).join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
