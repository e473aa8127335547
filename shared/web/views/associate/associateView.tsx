import { goToAssociate } from '../../frame/find.tsx';
import { Head } from '../../frame/head.tsx';
import type { ViewProps } from '../../frame/viewProps.ts';
import { Icon } from '../../parts/icon.tsx';
import { say } from '../../speech/say.ts';
import { Card } from './card.tsx';

/** One associate: what became of it, what would become of it, and what is held of it. */
export function AssociateView({ what, notices }: ViewProps) {
  return (
    <>
      <Head title={say('as.h')} />
      {notices}
      <search class="panel">
        <form onSubmit={goToAssociate}>
          <div class="field">
            <label for="as-key">{say('find.key')}</label>
            <div class="join find">
              <input
                key={what}
                id="as-key"
                type="search"
                name="key"
                defaultValue={what}
                autocomplete="off"
                aria-describedby="as-help"
              />
              <button class="btn primary" type="submit">
                <Icon name="search" />
                <span>{say('find.go')}</span>
              </button>
            </div>
            <p class="help" id="as-help">
              {say('find.help')}
            </p>
          </div>
        </form>
      </search>
      {what !== undefined && <Card key={what} associate={what} />}
    </>
  );
}
