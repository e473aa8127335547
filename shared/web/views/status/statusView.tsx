import { Head } from '../../frame/head.tsx';
import type { ViewProps } from '../../frame/viewProps.ts';

export function StatusView({ notices }: ViewProps) {
  return (
    <>
      <Head title="status" live />
      {notices}
    </>
  );
}
