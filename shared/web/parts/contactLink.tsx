import { useCommon } from '../state/common.ts';
import { Icon } from './icon.tsx';

interface Props {
  readonly id: string;
  readonly children: string;
  readonly isButton?: boolean;
}

/** Leads to a contact in HubSpot, in a tab of its own; without an address it is the id alone. */
export function ContactLink({ id, children, isButton = false }: Props) {
  const url = useCommon().health.body?.contactUrl;
  if (!url) return <code>{id}</code>;
  return (
    <a
      href={url.replace('{id}', encodeURIComponent(id))}
      target="_blank"
      rel="noreferrer"
      {...(isButton && { class: 'btn' })}
    >
      {children} <Icon name="out" />
    </a>
  );
}

/** The contacts that an outcome names: one, or several parted by commas. */
export function idsOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}
