import { answerSchema, ROUTE_FORMS } from '../../infra/docs/routeForms.ts';
import { ROUTES } from '../../infra/docs/routes.ts';

/**
 * Holds an answer of the app against the schema that is published for it.
 *
 * @throws when it is of another form. What the host answers itself (401, no such route) has none.
 */
export async function checkAnswer(method: string, path: string, response: Response): Promise<void> {
  const route = ROUTES.find((one) => one.method === method && patternOf(one.path).test(path));
  const isOfHost = response.status === 401 || response.headers.get('content-type') === null;
  if (!route || isOfHost || response.status === 304) return;
  const schema = answerSchema(route.function, response.status);
  const said = `${method} ${path} answers ${response.status}`;
  if (!schema) throw new Error(`${said}, which ${route.function} does not promise.`);
  const { file } = ROUTE_FORMS[route.function] ?? {};
  if (file !== undefined && response.headers.get('content-type')?.startsWith(file)) return;
  const body: unknown = await response.clone().json();
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new Error(`${said} in another form: ${parsed.error.message}\n${JSON.stringify(body)}`);
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}
