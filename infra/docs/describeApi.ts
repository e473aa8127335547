import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { problemSchema } from '../../shared/answers/problem.ts';
import { LANGUAGES } from '../../shared/outcomes/language.ts';
import { ROUTE_FORMS } from './routeForms.ts';
import { COMMON_ANSWERS, ROUTES, type Route } from './routes.ts';

/** The API as OpenAPI 3.1, out of the schemas that every answer of the tests is held against. */
export function describeApi(version: string): object {
  const paths: ZodOpenApiPathsObject = {};
  // The page's shell and assets are for browsers.
  for (const route of ROUTES.filter(({ open }) => !open)) {
    const path = route.path.replace(/^\/api/, '');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'HubSpot Sync',
      version,
      description:
        'Carries the associates of a cooperative from SQL Server into HubSpot CRM. Times are ISO 8601 in UTC; what is not known is null; codes are those of docs/reference/codes.md.',
    },
    servers: [{ url: '/api' }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-functions-key' } },
    },
  });
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const forms = ROUTE_FORMS[route.function];
  if (!forms) throw new Error(`infra/docs/routeForms.ts lacks the route ${route.function}.`);
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  const path = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  const header = z.object({ 'Accept-Language': z.enum(LANGUAGES).optional() });
  return {
    operationId: route.function,
    summary: route.does,
    requestParams: { header, path, ...(forms.query ? { query: forms.query } : {}) },
    ...(forms.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: forms.body } } } }
      : {}),
    responses: responsesOf(route),
  };
}

function responsesOf({ function: name, answers }: Route): ZodOpenApiOperationObject['responses'] {
  const { answers: forms = {}, file } = ROUTE_FORMS[name] ?? {};
  const described = [...answers, ...COMMON_ANSWERS].map(([status, description]) => {
    const schema = forms[Number(status)];
    const type =
      Number(status) >= 400 && schema !== forms[200] ? 'application/problem+json' : 'application/json';
    if (status === '304' || status === '401') return [status, { description }] as const;
    const asFile = status === '200' && file ? { [file]: { schema: z.string() } } : {};
    const content = { [type]: { schema: schema ?? problemSchema }, ...asFile };
    return [status, { description, content }] as const;
  });
  // What a route says of a status itself counts.
  return Object.fromEntries(described.toReversed());
}
