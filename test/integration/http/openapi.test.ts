import { expect, it } from 'vitest';
import { z } from 'zod';
import { ROUTES } from '../../../infra/docs/routes.ts';
import { useSystem } from '../../support/useSystem.ts';

const system = useSystem();
const documentSchema = z.object({
  openapi: z.string(),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({ operationId: z.string(), responses: z.record(z.string(), z.unknown()) }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

it('GET /api/openapi.json describes every route with data as OpenAPI 3.1, and nothing else', async () => {
  const response = await system().call('GET', 'openapi.json');
  expect(response.status).toBe(200);
  const text = await response.text();
  const { openapi, servers, paths, components } = documentSchema.parse(JSON.parse(text));
  expect(openapi).toMatch(/^3\.1\./);
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId, responses }]) => [
      operationId,
      method.toUpperCase(),
      `${servers[0]?.url}${path}`,
      Object.keys(responses).sort(),
    ]),
  );
  const common = ['400', '401', '413', '500', '503'];
  expect(described.sort()).toEqual(
    ROUTES.filter(({ open }) => !open)
      .map(({ function: name, method, path, answers }) => [
        name,
        method,
        path,
        [...new Set([...common, ...answers.map(([status]) => status)])].sort(),
      ])
      .sort(),
  );
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].flatMap(
    ([, name]) => name ?? [],
  );
  expect(references.length).toBeGreaterThan(10);
  expect(references.filter((name) => !(name in components.schemas))).toEqual([]);
});

it('is asked for again without being sent again', async () => {
  const etag = (await system().call('GET', 'openapi.json')).headers.get('etag') ?? '';
  const again = await system().call('GET', 'openapi.json', undefined, { 'if-none-match': etag });
  expect(again.status).toBe(304);
});
