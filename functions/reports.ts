import { app } from '@azure/functions';
import * as z from 'zod';
import { REPORT_FORMATS } from '../shared/answers/reports.ts';
import { reportFile } from '../shared/sync/weekly/file/reportFile.ts';
import { weekNamed } from '../shared/sync/weekly/week.ts';
import { type Answer, answering, noQuery } from './answering.ts';
import { theApp } from './app.ts';
import { styleOfPage } from './pageFiles.ts';
import { badRequest, fault, problem } from './problem.ts';

const querySchema = z.strictObject({
  format: z.enum(REPORT_FORMATS, { error: fault('oneOf', { values: REPORT_FORMATS.join(', ') }) }).optional(),
});

/** HTTP: the weeks that have a report, newest first. */
export const runListReports = answering(
  { operation: 'REPORT', query: noQuery },
  async (): Promise<Answer> => ({ status: 200, json: await theApp().listReports(), revalidates: true }),
);

/** HTTP: the report of a week; `?format=html` as a file to keep. */
export const runReadReport = answering(
  { operation: 'REPORT', query: querySchema },
  async ({ params: { week = '' }, query: { format }, language }): Promise<Answer> => {
    if (!weekNamed(week)) return { problem: badRequest('week', 'week') };
    const report = await theApp().readReport(week);
    if (!report) return { problem: problem(404, 'REPORT_UNKNOWN') };
    if (format !== 'html') return { status: 200, json: report, revalidates: true };
    const { html, policy } = reportFile(report, language, styleOfPage());
    return {
      status: 200,
      file: { name: `report-${week}.html`, type: 'text/html; charset=utf-8', content: html },
      headers: { 'content-security-policy': policy },
    };
  },
);

const authLevel = 'function';
app.http('listReports', { methods: ['GET'], route: 'reports', authLevel, handler: runListReports });
app.http('readReport', { methods: ['GET'], route: 'reports/{week}', authLevel, handler: runReadReport });
