/** Constraints that are checked; others that ASP.NET knows are accepted without a check. */
const CONSTRAINTS: Readonly<Record<string, RegExp>> = {
  int: /^-?\d+$/,
  long: /^-?\d+$/,
  bool: /^(true|false)$/i,
  alpha: /^[a-z]+$/i,
  guid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

const PARAMETER = /^\{(\*{0,2})([a-z_][a-z0-9_]*)((?::[^}?]+)*)(\?)?\}$/i;

type Segment =
  | { readonly literal: string }
  | {
      readonly parameter: string;
      readonly optional: boolean;
      readonly catchAll: boolean;
      readonly accepts: (value: string) => boolean;
    };

export interface RouteTemplate {
  /** Lower is more specific: literals before parameters before catch-alls. */
  readonly rank: string;
  /** The parameters when the path fits, else undefined. Literals match in any case. */
  match(path: readonly string[]): Record<string, string> | undefined;
}

/**
 * Reads an ASP.NET route template: `things/{id}`, `things/{id:int}`, `things/{id?}`, `{*rest}`.
 *
 * @throws when a segment mixes text and a parameter, which this stand-in does not do.
 */
export function parseRouteTemplate(template: string): RouteTemplate {
  const segments = template.split('/').map(parseSegment);
  return {
    rank: segments.map(rankOf).join(''),
    match: (path) => matchSegments(segments, path),
  };
}

function parseSegment(text: string): Segment {
  const match = PARAMETER.exec(text);
  if (match === null) {
    if (/[{}]/.test(text)) throw new Error(`The route segment '${text}' is not supported.`);
    return { literal: text.toLowerCase() };
  }
  const [, stars = '', parameter = '', constraints = '', question] = match;
  const checks = constraints.split(':').flatMap((name) => CONSTRAINTS[name.toLowerCase()] ?? []);
  return {
    parameter,
    optional: question === '?',
    catchAll: stars !== '',
    accepts: (value) => checks.every((check) => check.test(value)),
  };
}

function rankOf(segment: Segment): string {
  if ('literal' in segment) return '0';
  return segment.catchAll ? '2' : '1';
}

function matchSegments(
  segments: readonly Segment[],
  path: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = path[index];
    if ('literal' in segment) {
      if (value?.toLowerCase() !== segment.literal) return undefined;
    } else if (segment.catchAll) {
      parameters[segment.parameter] = path.slice(index).join('/');
      return parameters;
    } else if (value === undefined) {
      if (!segment.optional) return undefined;
    } else {
      if (!segment.accepts(value)) return undefined;
      parameters[segment.parameter] = value;
    }
  }
  return path.length <= segments.length ? parameters : undefined;
}
