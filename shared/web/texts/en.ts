import { ASSOCIATE } from './en/associate.ts';
import { CODES } from './en/codes.ts';
import { FIELDS } from './en/fields.ts';
import { FRAME } from './en/frame.ts';
import { REPORT } from './en/report.ts';
import { REVIEWS } from './en/reviews.ts';
import { RUNS } from './en/runs.ts';
import { STATUS } from './en/status.ts';
import type { TEXTS as SPANISH } from './es.ts';
import type { SameTexts } from './text.ts';

/** Every sentence of the page in English. */
export const TEXTS: SameTexts<typeof SPANISH> = {
  ...FRAME,
  ...STATUS,
  ...REVIEWS,
  ...ASSOCIATE,
  ...RUNS,
  ...REPORT,
  ...CODES,
  ...FIELDS,
};
