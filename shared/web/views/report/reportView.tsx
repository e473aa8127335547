import { Head } from '../../frame/head.tsx';
import type { ViewProps } from '../../frame/viewProps.ts';

export function ReportView({ notices }: ViewProps) {
  return (
    <>
      <Head title="report" live />
      {notices}
    </>
  );
}
