import type { Started, StartRequest } from '../../../answers/runs.ts';
import { useAction } from '../../ask/useAction.ts';
import { say } from '../../speech/say.ts';
import { useWhy } from '../../state/useWhy.ts';

/** Starting a run: how, why it cannot be now, and what is said when it came to nothing. */
export function useStart() {
  const action = useAction<Started>();
  const why = useWhy('sqlServer') ?? (action.busy ? say('why.busy') : undefined);
  return {
    why,
    /** Undefined where it came to nothing. */
    start: (body: StartRequest) => action.run('sync', { method: 'POST', body }),
    failed: action.failure !== undefined && (
      <p class="small bad" role="alert">
        {say('run.start.failed', { m: action.failure })}
      </p>
    ),
  };
}
