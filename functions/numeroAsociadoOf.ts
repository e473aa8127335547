import type { HttpRequest } from '@azure/functions';

/**
 * The number in the path of a request. Azure's front end takes `%2F` for a slash and answers 404 (azure-functions-host issues 9290
 * and 5619), so a number with one is encoded twice, of which the host has taken one away: `A%252F1` arrives as `A%2F1`.
 */
export function numeroAsociadoOf(request: HttpRequest): string {
  return decodeOnceMore(request.params['numeroAsociado'] ?? '').trim();
}

function decodeOnceMore(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A `%` of the number itself.
    return text;
  }
}
