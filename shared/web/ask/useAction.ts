import { useState } from 'preact/hooks';
import { say } from '../speech/say.ts';
import { type Answer, ask, type Question } from './ask.ts';

export interface Action<Body> {
  readonly busy: boolean;
  /** Why the last try came to nothing, in a sentence. */
  readonly failure: string | undefined;
  /** Asks once; undefined where it came to nothing. */
  readonly run: (path: string, question: Question) => Promise<Body | undefined>;
}

/** Something that a person does: one question, whose failure stays in the view. */
export function useAction<Body>(): Action<Body> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  return {
    busy,
    failure,
    async run(path, question) {
      if (busy) return undefined;
      setBusy(true);
      const answer = await ask<Body>(path, question);
      setBusy(false);
      setFailure(failureOf(answer));
      return answer.kind === 'body' ? answer.body : undefined;
    },
  };
}

/** What a person is told of an answer that is none. */
export function failureOf(answer: Answer<unknown, { readonly detail: string }>): string | undefined {
  switch (answer.kind) {
    case 'problem':
      return answer.problem.detail;
    case 'strange':
      return say('answer.strange', { s: answer.status });
    case 'refused':
      return say('why.readonly');
    case 'away':
      return say('why.offline');
    default:
      return undefined;
  }
}
