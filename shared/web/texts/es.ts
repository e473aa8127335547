import { ASSOCIATE } from './es/associate.ts';
import { CODES } from './es/codes.ts';
import { FIELDS } from './es/fields.ts';
import { FRAME } from './es/frame.ts';
import { REPORT } from './es/report.ts';
import { REVIEWS } from './es/reviews.ts';
import { RUNS } from './es/runs.ts';
import { STATUS } from './es/status.ts';

/** Every sentence of the page in Spanish (Costa Rica). */
export const TEXTS = {
  ...FRAME,
  ...STATUS,
  ...REVIEWS,
  ...ASSOCIATE,
  ...RUNS,
  ...REPORT,
  ...CODES,
  ...FIELDS,
} as const;
