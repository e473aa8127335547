import type { ComponentChildren } from 'preact';

/** What a view is given: what of it the address names, and what is to be said below its head. */
export interface ViewProps {
  readonly what: string | undefined;
  readonly notices: ComponentChildren;
}
