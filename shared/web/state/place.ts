import { createStore } from './store.ts';

export const VIEWS = ['status', 'reviews', 'associate', 'runs', 'report'] as const;
export type View = (typeof VIEWS)[number];

/** What the fragment of the address names: a view, and in it a code, an associate, a run or a week. */
export interface Place {
  readonly view: View;
  readonly what: string | undefined;
}

export function readPlace(fragment: string): Place {
  const [name, ...rest] = fragment.replace(/^#/, '').split('/');
  const view = VIEWS.find((known) => known === name);
  const what = rest.join('/');
  return { view: view ?? 'status', what: view && what !== '' ? unescaped(what) : undefined };
}

/** The address of a place, to link to. */
export function linkTo(view: View, what?: string): string {
  return what === undefined ? `#${view}` : `#${view}/${encodeURIComponent(what)}`;
}

/** A fragment that somebody cut is no reason to stop. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const PLACE = createStore(readPlace(location.hash));

addEventListener('hashchange', () => PLACE.write(readPlace(location.hash)));
