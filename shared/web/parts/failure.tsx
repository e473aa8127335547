import { Notice } from './notice.tsx';

/** What did not work, in a sentence; read aloud when it appears. */
export function Failure({ text }: { readonly text: string }) {
  return (
    <Notice tone="bad" icon="bad" live>
      <p>{text}</p>
    </Notice>
  );
}
