import type { Page, Request } from 'playwright-core';
import type { z } from 'zod';
import {
  associateSchema,
  erasedSchema,
  historySchema,
  resyncSchema,
} from '../../../shared/answers/associate.ts';
import { healthSchema } from '../../../shared/answers/health.ts';
import { metricsSchema } from '../../../shared/answers/metrics.ts';
import { problemSchema } from '../../../shared/answers/problem.ts';
import { reportSchema, reportsSchema } from '../../../shared/answers/reports.ts';
import { reviewCountsSchema, reviewsSchema } from '../../../shared/answers/reviews.ts';
import { runSchema, runsSchema } from '../../../shared/answers/runs.ts';
import { statusSchema } from '../../../shared/answers/status.ts';
import type { Language } from '../../../shared/outcomes/language.ts';
import { reportFile } from '../../../shared/sync/weekly/file/reportFile.ts';
import { associateOf, erasedOf, historyOf, resyncOf, UNKNOWN } from './answers/associate.ts';
import { healthOf, saying } from './answers/health.ts';
import { metricsOf } from './answers/metrics.ts';
import { reportOf, reportsOf } from './answers/reports.ts';
import { countsOf, reviewsOf } from './answers/reviews.ts';
import { runsOf } from './answers/runs.ts';
import type { State } from './answers/state.ts';
import { statusOf } from './answers/status.ts';

interface Given {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Answers every data route with what the cooperative of the drawn example would get, in this state. Each answer is of the form
 * that the routes have: another one fails the test. The shell and its assets still come from the host.
 */
export async function inventAnswers(page: Page, state: State): Promise<void> {
  await page.route(
    ({ pathname }) => pathname.startsWith('/api/') && !pathname.startsWith('/api/operations'),
    async (route) => {
      const { status, body } = answerTo(route.request(), state);
      if (typeof body === 'string') return route.fulfill({ status, contentType: 'text/html', body });
      const type = status >= 400 && status !== 503 ? 'application/problem+json' : 'application/json';
      await route.fulfill({ status, contentType: type, body: JSON.stringify(body) });
    },
  );
}

function answerTo(request: Request, state: State): Given {
  const { pathname, searchParams } = new URL(request.url());
  const language = request.headers()['accept-language'] === 'en' ? 'en' : 'es';
  const [room = '', what = '', part = ''] = pathname.replace('/api/', '').split('/').map(decodeURIComponent);
  switch (room) {
    case 'health': {
      const health = healthOf(state, language);
      return given(healthSchema, health, health.healthy ? 200 : 503);
    }
    case 'status':
      return given(statusSchema, statusOf(state, language));
    case 'metrics':
      return given(metricsSchema, metricsOf(state, searchParams));
    case 'reviews':
      return what === 'counts'
        ? given(reviewCountsSchema, countsOf(state, language))
        : given(reviewsSchema, reviewsOf(language, searchParams));
    case 'associates':
      return ofAssociate(request, what, part, language);
    case 'sync':
      return ofRuns(state, what);
    case 'reports':
      if (what === '') return given(reportsSchema, reportsOf(state));
      return searchParams.get('format') === 'html'
        ? { status: 200, body: reportFile(reportOf(state, what), language, '').html }
        : given(reportSchema, reportOf(state, what));
    default:
      throw new Error(`The page asked for ${pathname}, which no route answers.`);
  }
}

function ofAssociate(request: Request, key: string, part: string, language: Language): Given {
  if (key === UNKNOWN) {
    return problem(404, part === 'resync' ? 'NOT_IN_SQL_SERVER' : 'ASSOCIATE_UNKNOWN', language);
  }
  if (part === 'history') return given(historySchema, historyOf(key, language));
  if (part === 'resync') {
    return given(resyncSchema, resyncOf(key, request.url().endsWith('dryRun=true'), language));
  }
  return request.method() === 'DELETE'
    ? given(erasedSchema, erasedOf(key, language))
    : given(associateSchema, associateOf(key, language));
}

function ofRuns(state: State, runId: string): Given {
  const { runs } = runsOf(state);
  if (runId === '') return given(runsSchema, { runs });
  const found = runs.find((run) => run.runId === runId);
  return found ? given(runSchema, found) : problem(404, 'RUN_UNKNOWN', 'es');
}

function given<Schema extends z.ZodType>(schema: Schema, body: z.input<Schema>, status = 200): Given {
  return { status, body: schema.parse(body) };
}

function problem(status: number, code: string, language: Language): Given {
  const { message } = saying(code, language);
  const body = {
    type: 'about:blank',
    title: 'Not found',
    status,
    code,
    parameters: {},
    detail: message,
  } as const;
  return { status, body: problemSchema.parse(body) };
}
