import type { Report } from '../../../answers/reports.ts';
import { madeOf, sumUp } from '../../report/sentences.ts';

/** The week in a few sentences: what travelled, and which targets were met. */
export function Summary({ report }: { readonly report: Report }) {
  return (
    <div class="panel stack-s">
      <p class="prose strong">{sumUp(report)}</p>
      <p class="small muted">{madeOf(report)}</p>
    </div>
  );
}
