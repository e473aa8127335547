import { Icon } from '../parts/icon.tsx';
import { say } from '../speech/say.ts';
import { linkTo } from '../state/place.ts';

/** Goes to one associate by number, from any view. */
export function Find() {
  return (
    <search class="find">
      <form onSubmit={goToAssociate}>
        <div class="join">
          <input
            type="search"
            name="key"
            autocomplete="off"
            aria-label={say('find.label')}
            placeholder={say('find.hint')}
          />
          <button class="btn" type="submit">
            <Icon name="search" />
            <span>{say('find.go')}</span>
          </button>
        </div>
      </form>
    </search>
  );
}

/** Follows the number that the form's field `key` holds; an empty one leads nowhere. */
export function goToAssociate(event: SubmitEvent): void {
  event.preventDefault();
  if (!(event.currentTarget instanceof HTMLFormElement)) return;
  const key = new FormData(event.currentTarget).get('key');
  if (typeof key === 'string' && key.trim() !== '') location.hash = linkTo('associate', key.trim());
}
