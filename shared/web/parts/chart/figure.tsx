import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { say } from '../../speech/say.ts';
import { Act } from '../act.tsx';

interface Props {
  readonly title: string;
  readonly summary?: string | undefined;
  readonly children: ComponentChildren;
  /** The same figures as a table. */
  readonly table: ComponentChildren;
}

/** A chart with its caption, and the button that shows its figures. */
export function ChartFigure({ title, summary, children, table }: Props) {
  const heading = useId();
  const [open, setOpen] = useState(false);
  return (
    <figure class="panel chart" aria-labelledby={heading}>
      <figcaption>
        <div class="row between">
          <h3 class="h" id={heading}>
            {title}
          </h3>
          <Act look="quiet" icon="table" expanded={open} onAct={() => setOpen(!open)}>
            {say(open ? 'chart.hide' : 'chart.table')}
          </Act>
        </div>
        {summary !== undefined && <p class="small muted">{summary}</p>}
      </figcaption>
      {children}
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard (WCAG 2.1.1).
        <section class="scroll" tabIndex={0} aria-label={title}>
          {table}
        </section>
      )}
    </figure>
  );
}
