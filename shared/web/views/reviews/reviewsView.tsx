import { Head } from '../../frame/head.tsx';
import type { ViewProps } from '../../frame/viewProps.ts';

export function ReviewsView({ notices }: ViewProps) {
  return (
    <>
      <Head title="reviews" live />
      {notices}
    </>
  );
}
