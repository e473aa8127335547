import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Problem } from '../../answers/problem.ts';
import { say } from '../speech/say.ts';
import { type Answer, ask } from './ask.ts';

/** While the service does not answer. */
const RETRY_MS = 10_000;

/** A route that is asked again and again, and what it answered last. */
export interface Resource<Body> {
  /** Of a route that is asked for another time each time. */
  readonly path: string | (() => string);
  last: Last<Body> | undefined;
}

interface Last<Body> {
  readonly body: Body;
  readonly etag: string | undefined;
}

const resources = new Set<Resource<unknown>>();

export function createResource<Body>(path: Resource<Body>['path']): Resource<Body> {
  const resource: Resource<Body> = { path, last: undefined };
  resources.add(resource);
  return resource;
}

/** Whatever was answered so far is asked for anew. */
export function forgetResources(): void {
  for (const resource of resources) resource.last = undefined;
}

export interface Trouble extends Pick<Problem, 'detail'> {
  /** Undefined: it is no answer of ours. */
  readonly code: string | undefined;
}

export interface Polled<Body> {
  /** As it was answered last; undefined before the first answer. */
  readonly body: Body | undefined;
  /** What it answers instead, if the last answer was none. */
  readonly problem: Trouble | undefined;
  /** Asks at once. */
  readonly again: () => void;
}

/** Asks a resource now and then every so often, and sleeps while the tab is hidden. `everyMs` 0: once. */
export function usePolled<Body>(resource: Resource<Body>, everyMs: number): Polled<Body> {
  const [problem, setProblem] = useState<Trouble>();
  const [, draw] = useState({});
  const poller = useMemo(
    () =>
      createPoller(resource, everyMs, (found) => {
        setProblem(found);
        draw({});
      }),
    [resource, everyMs],
  );
  useEffect(() => {
    setProblem(undefined);
    return poller.start();
  }, [poller]);
  return { body: resource.last?.body, problem, again: poller.again };
}

function createPoller<Body>(
  resource: Resource<Body>,
  everyMs: number,
  onAnswer: (problem: Trouble | undefined) => void,
) {
  let timer: number | undefined;
  let runs = false;
  let turn = 0;
  const look = async () => {
    clearTimeout(timer);
    const mine = ++turn;
    const path = typeof resource.path === 'string' ? resource.path : resource.path();
    const answer = await ask<Body>(path, { etag: resource.last?.etag });
    // A later look, or nobody waits any more.
    if (!runs || mine !== turn) return;
    if (answer.kind === 'body') resource.last = { body: answer.body, etag: answer.etag };
    onAnswer(troubleOf(answer));
    if (answer.kind === 'away') timer = setTimeout(look, RETRY_MS);
    else if (everyMs > 0 && !document.hidden) timer = setTimeout(look, everyMs);
  };
  const onVisibility = () => (document.hidden ? clearTimeout(timer) : look());
  return {
    again: () => void look(),
    start() {
      runs = true;
      document.addEventListener('visibilitychange', onVisibility);
      void look();
      return () => {
        runs = false;
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', onVisibility);
      };
    },
  };
}

function troubleOf(answer: Answer<unknown>): Trouble | undefined {
  if (answer.kind === 'problem') return answer.problem;
  return answer.kind === 'strange'
    ? { code: undefined, detail: say('answer.strange', { s: answer.status }) }
    : undefined;
}
