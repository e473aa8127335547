import type { ReviewCounts } from '../../answers/reviews.ts';
import { LANGUAGES } from '../../outcomes/language.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { spokenNow } from '../speech/language.ts';
import { number } from '../speech/numbers.ts';
import { say } from '../speech/say.ts';
import { linkTo, type Place, VIEWS, type View } from '../state/place.ts';
import { switchTheme } from '../state/preferences.ts';
import { leave, type Session } from '../state/session.ts';

const ICONS = {
  status: 'pulse',
  reviews: 'list',
  associate: 'person',
  runs: 'runs',
  report: 'doc',
} as const satisfies Record<View, IconName>;

interface Props {
  readonly place: Place;
  readonly session: Session | undefined;
  readonly reviews: ReviewCounts | undefined;
  readonly onLanguage: () => void;
}

/** Brand, views and tools: at the side, above, or below the thumb, by width. */
export function Side({ place, session, reviews, onLanguage }: Props) {
  return (
    <header class="side">
      <div class="brand">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <rect width="24" height="24" rx="6" />
          <path class="mark" d="M6.5 9.5h9m-3-3 3 3-3 3M17.5 14.5h-9m3-3-3 3 3 3" />
        </svg>
        HubSpot Sync
      </div>
      {session && (
        <nav class="nav" aria-label={say('nav')}>
          <ul>
            {VIEWS.map((view) => (
              <li key={view}>
                <a href={linkTo(view)} {...(view === place.view && { 'aria-current': 'page' })}>
                  <Icon name={ICONS[view]} />
                  <span>{say(`nav.${view}`)}</span>
                  {view === 'reviews' && reviews && reviews.total > 0 && (
                    <span class="count">{number(reviews.total)}</span>
                  )}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Tools session={session} onLanguage={onLanguage} />
    </header>
  );
}

function Tools({ session, onLanguage }: Pick<Props, 'session' | 'onLanguage'>) {
  const { language } = spokenNow();
  return (
    <div class="tools">
      {session && (
        <p class="role xs muted">
          <Icon name="lock" /> {say(session.readOnly ? 'role.ro' : 'role.key')}
        </p>
      )}
      <div class="row">
        <fieldset class="seg" aria-label={say('lang')}>
          {LANGUAGES.map((one) => (
            <button
              type="button"
              key={one}
              lang={one}
              aria-label={one === 'es' ? 'Español' : 'English'}
              aria-pressed={one === language}
              onClick={() => one !== language && onLanguage()}
            >
              {one.toUpperCase()}
            </button>
          ))}
        </fieldset>
        <button class="btn" type="button" aria-label={say('theme')} onClick={switchTheme}>
          <Icon name="half" />
        </button>
        {session && (
          <button class="btn" type="button" onClick={() => leave('fresh')}>
            <Icon name="leave" />
            <span>{say('leave')}</span>
          </button>
        )}
      </div>
    </div>
  );
}
