import type { Route } from '../../../infra/docs/routes.ts';
import { lineAt, type Paper } from './paper.ts';

const NAMED = /\b(?<method>GET|POST|PUT|PATCH|DELETE) (?<path>\/api\/[\w/{}$<>…-]*(?:\.json)?)/g;
const CURLED = /\bcurl\b(?<options>[^\n]*?)"\$HOST(?<path>\/api\/[\w/{}$<>…-]*(?:\.json)?)/g;

/** Every route that a text names, by method and path or with curl, and that the app has not: one sentence each. */
export function findDeadRoutes(texts: readonly Paper[], routes: readonly Route[]): readonly string[] {
  return texts.flatMap(({ path: file, text }) =>
    [...text.matchAll(NAMED), ...text.matchAll(CURLED)].flatMap(({ index, groups }) => {
      const method = groups?.['method'] ?? /-X (\w+)/.exec(groups?.['options'] ?? '')?.[1] ?? 'GET';
      const path = groups?.['path'] ?? '';
      const isRoute = routes.some((route) => route.method === method && shapeOf(route.path).test(path));
      return isRoute ? [] : [`${file}:${lineAt(text, index)}: there is no route ${method} ${path}.`];
    }),
  );
}

function shapeOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}
