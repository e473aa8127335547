import { Head } from '../../frame/head.tsx';
import type { ViewProps } from '../../frame/viewProps.ts';

export function AssociateView({ notices }: ViewProps) {
  return (
    <>
      <Head title="associate" live />
      {notices}
    </>
  );
}
