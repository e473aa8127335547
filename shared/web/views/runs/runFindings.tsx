import type { ComponentChildren } from 'preact';
import type { Run } from '../../../answers/runs.ts';
import { nameOfCode, nameOfField } from '../../speech/names.ts';
import { number } from '../../speech/numbers.ts';
import { say } from '../../speech/say.ts';
import { linkTo } from '../../state/place.ts';

/** What a run found beyond its counts: rejected records by code, contacts that differ, contacts that fit. */
export function RunFindings({ run }: { readonly run: Run }) {
  const { verification, adoption, rejectedByCode } = run;
  return (
    <>
      {verification && (
        <Facts
          facts={[
            [say('v.same'), verification.counts.same],
            [say('v.drift'), verification.counts.drifted],
            [say('v.missing'), verification.counts.missing],
          ]}
        />
      )}
      {adoption && (
        <Facts
          facts={[
            [say('a.fitting'), adoption.fitting],
            [say('a.contradicting'), adoption.contradicting],
            [say('a.ambiguous'), adoption.ambiguous],
            [say('a.contacts'), adoption.contacts],
            [say('a.keyed'), adoption.keyed],
            [say('a.withoutPartner'), adoption.withoutPartner],
          ]}
        />
      )}
      <ByName
        title={say('run.codes')}
        counts={rejectedByCode}
        nameOf={(code) => <a href={linkTo('reviews', code)}>{nameOfCode(code)}</a>}
      />
      {verification && <ByName title={say('run.drift')} counts={verification.drift} nameOf={nameOfField} />}
      {verification && <Keys keys={verification.keys} />}
    </>
  );
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, number])[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="num">{number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ByNameProps {
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly nameOf: (name: string) => ComponentChildren;
}

function ByName({ title, counts, nameOf }: ByNameProps) {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  if (entries.length === 0) return null;
  return (
    <div class="stack-s prose">
      <h3>{title}</h3>
      <ul class="small">
        {entries.map(([name, count]) => (
          <li key={name} class="row between">
            <span>
              {nameOf(name)} <code class="xs muted">{name}</code>
            </span>
            <b class="num">{number(count)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Keys({ keys: { drifted, missing } }: Pick<NonNullable<Run['verification']>, 'keys'>) {
  const all = [...drifted, ...missing];
  if (all.length === 0) return null;
  return (
    <details>
      <summary>
        {say('run.keys')} ({number(all.length)})
      </summary>
      <p class="row">
        {all.map((key) => (
          <a key={key} href={linkTo('associate', key)}>
            {key}
          </a>
        ))}
      </p>
    </details>
  );
}
