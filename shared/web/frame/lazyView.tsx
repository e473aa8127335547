import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Bones } from '../parts/bones.tsx';
import { Notice } from '../parts/notice.tsx';
import { say } from '../speech/say.ts';
import type { Place, View } from '../state/place.ts';
import type { ViewProps } from './viewProps.ts';

type ViewComponent = ComponentType<ViewProps>;

/** Each view is a file of its own, loaded when it is opened. */
const LOADERS: Readonly<Record<View, () => Promise<ViewComponent>>> = {
  status: async () => (await import('../views/status/statusView.tsx')).StatusView,
  reviews: async () => (await import('../views/reviews/reviewsView.tsx')).ReviewsView,
  associate: async () => (await import('../views/associate/associateView.tsx')).AssociateView,
  runs: async () => (await import('../views/runs/runsView.tsx')).RunsView,
  report: async () => (await import('../views/report/reportView.tsx')).ReportView,
};

const loaded = new Map<View, ViewComponent>();

interface Props {
  readonly place: Place;
  readonly notices: ComponentChildren;
}

export function LazyView({ place: { view, what }, notices }: Props) {
  const [failed, setFailed] = useState(false);
  const [, draw] = useState({});
  useEffect(() => {
    if (loaded.has(view)) return;
    setFailed(false);
    LOADERS[view]().then(
      (component) => {
        loaded.set(view, component);
        draw({});
      },
      () => setFailed(true),
    );
  }, [view]);
  const Component = loaded.get(view);
  if (Component) return <Component key={view} what={what} notices={notices} />;
  if (!failed) return <Bones says={say('load')} tall={view === 'status'} />;
  return (
    <Notice tone="warn" icon="cloud" title={say('stale.h')} live>
      <p class="small">{say('stale.text')}</p>
      <p>
        <button type="button" class="btn" onClick={() => location.reload()}>
          {say('stale.go')}
        </button>
      </p>
    </Notice>
  );
}
