import { askText } from '../../ask/ask.ts';
import { failureOf } from '../../ask/useAction.ts';
import { download } from '../../parts/download.ts';

/** Saves a report as one file that needs nothing else, in the language of the page; answers why it could not be had. */
export async function saveReport(week: string): Promise<string | undefined> {
  const answer = await askText(`reports/${encodeURIComponent(week)}?format=html`);
  if (answer.kind !== 'body') return failureOf(answer);
  download(`report-${week}.html`, 'text/html;charset=utf-8', answer.body);
  return undefined;
}
