import { invalidValuesText, problemDetails, type RowError } from '../errors.ts';
import type { Portal } from '../portal.ts';
import type { ValueProblem } from '../values/valueProblem.ts';

/** The verdict on a row whose values are not valid. */
export function invalidRow(
  portal: Portal,
  problems: readonly ValueProblem[],
  context: RowError['context'],
): RowError {
  return {
    status: 'error',
    category: 'VALIDATION_ERROR',
    message: invalidValuesText(problems, portal.texts),
    context,
    ...(portal.switches.rowErrorDetails ? { errors: problemDetails(problems) } : {}),
  };
}
