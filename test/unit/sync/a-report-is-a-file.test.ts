import { expect, it } from 'vitest';
import type { Report } from '../../../shared/answers/reports.ts';
import { reportFile } from '../../../shared/sync/weekly/file/reportFile.ts';
import { reportOf } from '../../browser/support/answers/reports.ts';

const STYLE = 'main{color:red}';
const report = reportOf('well', '2026-11-16');

it('is whole in each language, one after the other', () => {
  for (const [language, title] of [
    ['es', 'Informe semanal · Del lunes 16 nov'],
    ['en', 'Weekly report · Monday 16 Nov'],
    ['es', 'Informe semanal · Del lunes 16 nov'],
  ] as const) {
    const { html } = reportFile(report, language, STYLE);
    expect(html).toContain(`<title>${title}`);
    expect(html).not.toMatch(/undefined|NaN|\{\w+\}|\[object/);
  }
});

it('lets no text become markup', () => {
  const hostile: Report = {
    ...report,
    figures: {
      ...report.figures,
      byCode: [{ code: '<img src=x onerror=alert(1)>', outcome: 'rejected', records: 1 }],
    },
    oldestReviews: [{ code: '"><script>alert(1)</script>', since: report.from, reviews: 1 }],
  };
  const { html } = reportFile(hostile, 'es', STYLE);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(html).not.toMatch(/<img|<script/);
});

it('allows its own style and nothing else', () => {
  const { html, policy } = reportFile(report, 'en', STYLE);
  expect(html).toContain(`<style>${STYLE}</style>`);
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]{44}';/);
  expect(reportFile(report, 'en', `${STYLE} `).policy).not.toBe(policy);
});
