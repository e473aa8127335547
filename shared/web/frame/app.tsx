import { useEffect } from 'preact/hooks';
import type { Health } from '../../answers/health.ts';
import type { ReviewCounts } from '../../answers/reviews.ts';
import { createResource, forgetResources, usePolled } from '../ask/usePolled.ts';
import { Notice } from '../parts/notice.tsx';
import { say } from '../speech/say.ts';
import { moment } from '../speech/times.ts';
import { COMMON } from '../state/common.ts';
import { CONNECTION } from '../state/connection.ts';
import { PLACE } from '../state/place.ts';
import { SESSION, type Session } from '../state/session.ts';
import { useStore } from '../state/store.ts';
import { Door } from './door.tsx';
import { LazyView } from './lazyView.tsx';
import { Side } from './side.tsx';

const HEALTH = createResource<Health>('health');
const COUNTS = createResource<ReviewCounts>('reviews/counts');
const HEALTH_MS = 5_000;
const COUNTS_MS = 15_000;

interface Props {
  readonly onLanguage: () => void;
}

/** The whole page: the door, or the view that the address names. */
export function App({ onLanguage }: Props) {
  const session = useStore(SESSION);
  const isIn = typeof session === 'object';
  useEffect(() => {
    document.body.classList.toggle('bare', !isIn);
    if (isIn) return;
    document.title = say('title', { v: say('key.h') });
    // What one key opened is not for whoever comes with another.
    forgetResources();
  }, [isIn]);
  return isIn ? (
    <Inside session={session} onLanguage={onLanguage} />
  ) : (
    <Outside why={session} onLanguage={onLanguage} />
  );
}

function Outside({ why, onLanguage }: Props & { readonly why: 'fresh' | 'refused' }) {
  const place = useStore(PLACE);
  return (
    <div class="app">
      <Side place={place} session={undefined} reviews={undefined} onLanguage={onLanguage} />
      <main id="main">
        <Door why={why} />
      </main>
    </div>
  );
}

function Inside({ session, onLanguage }: Props & { readonly session: Session }) {
  const place = useStore(PLACE);
  const health = usePolled(HEALTH, HEALTH_MS);
  const counts = usePolled(COUNTS, COUNTS_MS);
  return (
    <COMMON.Provider value={{ health, counts }}>
      <button type="button" class="skip" onClick={skip}>
        {say('skip')}
      </button>
      <div class="app">
        <Side place={place} session={session} reviews={counts.body} onLanguage={onLanguage} />
        <main id="main" tabIndex={-1}>
          <div class="view">
            <LazyView place={place} notices={<Notices readOnly={session.readOnly} />} />
          </div>
        </main>
      </div>
    </COMMON.Provider>
  );
}

/** No link, because the fragment is the view's. */
function skip(): void {
  document.getElementById('main')?.focus();
}

/** What holds for every view. */
function Notices({ readOnly }: { readonly readOnly: boolean }) {
  const { away, answeredAt } = useStore(CONNECTION);
  return (
    <>
      {away && (
        <Notice tone="warn" icon="cloud" title={say('offline.h')} live>
          <p class="small">
            {answeredAt === undefined
              ? say('offline.never')
              : say('offline.text', { t: moment(answeredAt, 'second') })}
          </p>
        </Notice>
      )}
      {readOnly && (
        <Notice icon="eye" title={say('ro.h')} live>
          <p class="small">{say('ro.text')}</p>
        </Notice>
      )}
    </>
  );
}
