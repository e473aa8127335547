import type { SeenMark } from '../../../answers/associate.ts';
import type { Review } from '../../../answers/reviews.ts';
import { Icon } from '../../parts/icon.tsx';
import { State } from '../../parts/state.tsx';
import { nameOfField } from '../../speech/names.ts';
import { say } from '../../speech/say.ts';
import { moment } from '../../speech/times.ts';
import { useCommon } from '../../state/common.ts';
import { linkTo } from '../../state/place.ts';
import { Note } from './note.tsx';

interface Props {
  readonly reviews: readonly Review[];
  readonly picked: ReadonlySet<string>;
  readonly onPick: (keys: readonly string[], isPicked: boolean) => void;
  readonly onMark: (keys: readonly string[], mark: SeenMark) => void;
  readonly why: string | undefined;
}

export function ReviewTable({ reviews, picked, onPick, onMark, why }: Props) {
  const keys = reviews.map(({ numeroAsociado }) => numeroAsociado);
  return (
    <table class="cards sel">
      <thead>
        <tr>
          <td>
            <input
              type="checkbox"
              aria-label={say('rev.pick.page', { n: keys.length })}
              checked={keys.length > 0 && keys.every((key) => picked.has(key))}
              onChange={({ currentTarget }) => onPick(keys, currentTarget.checked)}
            />
          </td>
          <th scope="col">{say('rev.key')}</th>
          <th scope="col">{say('rev.f.tries')}</th>
          <th scope="col">{say('rev.field')}</th>
          <th scope="col">{say('rev.since')}</th>
          <th scope="col">{say('rev.note')}</th>
        </tr>
      </thead>
      <tbody>
        {reviews.map((review) => (
          <Row
            key={review.numeroAsociado}
            review={review}
            isPicked={picked.has(review.numeroAsociado)}
            onPick={onPick}
            onMark={onMark}
            why={why}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Pick<Props, 'onPick' | 'onMark' | 'why'> {
  readonly review: Review;
  readonly isPicked: boolean;
}

function Row({ review, isPicked, onPick, onMark, why }: RowProps) {
  const { numeroAsociado: key, tries, properties, since, seen, hubspotId, conflictId, cause } = review;
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={say('rev.pick', { k: key })}
          checked={isPicked}
          onChange={({ currentTarget }) => onPick([key], currentTarget.checked)}
        />
      </td>
      <th scope="row">
        <a class="nowrap" href={linkTo('associate', key)}>
          {key}
        </a>{' '}
        <Contact id={hubspotId ?? conflictId?.split(',')[0]?.trim()} associate={key} />
      </th>
      <td>
        {tries === 0 ? (
          <span class="muted">{say('rev.new')}</span>
        ) : (
          <State tone="warn" icon="again" pill>
            {say('rev.tries', { n: tries })}
          </State>
        )}
      </td>
      <td class="wide">
        <span class="lbl">{say('rev.field.l')}: </span>
        {properties.length === 0 ? (cause ?? '–') : properties.map(nameOfField).join(', ')}
      </td>
      <td class="wide muted nowrap">
        <span class="lbl">{say('rev.since.l')} </span>
        {since === undefined ? '–' : <time dateTime={since}>{moment(since, 'dayTime')}</time>}
      </td>
      <td class="wide">
        <Note
          label={say('note.of', { k: key })}
          mark={seen?.mark}
          empty={say('note.none')}
          why={why}
          onMark={(mark) => onMark([key], mark)}
        />
      </td>
    </tr>
  );
}

function Contact({ id, associate }: { readonly id: string | undefined; readonly associate: string }) {
  const url = useCommon().health.body?.contactUrl;
  if (!url || !id) return null;
  const label = say('rev.contact', { k: associate });
  return (
    <a
      class="out"
      href={url.replace('{id}', encodeURIComponent(id))}
      target="_blank"
      rel="noreferrer"
      aria-label={label}
      title={label}
    >
      <Icon name="out" />
    </a>
  );
}
