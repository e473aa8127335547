import { Head } from '../../frame/head.tsx';
import type { ViewProps } from '../../frame/viewProps.ts';

export function RunsView({ notices }: ViewProps) {
  return (
    <>
      <Head title="runs" live />
      {notices}
    </>
  );
}
