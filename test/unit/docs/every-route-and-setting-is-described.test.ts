import { expect, it } from 'vitest';
import { z } from 'zod';
import { generatedDocs } from '../../../infra/docs/generatedDocs.ts';
import { ROUTES } from '../../../infra/docs/routes.ts';
import { OTHER_SETTINGS } from '../../../shared/config/otherSettings.ts';
import { SETTING_NAMES } from '../../../shared/config/settings.ts';
import { readAppUse, readRegistrations } from '../../checks/infra/appUse.ts';

const httpSchema = z.object({
  type: z.literal('httpTrigger'),
  methods: z.array(z.string()),
  route: z.string(),
  authLevel: z.string(),
});

it('the routes are those that the built app registers, and each with data asks for a function key', async () => {
  const functions = await readRegistrations({ AzureWebJobsStorage: 'UseDevelopmentStorage=true' });
  const registered = functions.flatMap(({ name, bindings }) =>
    Object.values(bindings).flatMap((binding) => {
      const http = httpSchema.safeParse(binding).data;
      return http ? [{ name, ...http }] : [];
    }),
  );
  expect(
    registered
      .map(({ name, methods, route, authLevel }) => [name, methods, `/api/${route}`, authLevel])
      .sort(),
  ).toEqual(
    ROUTES.map((route) => [
      route.function,
      [route.method],
      route.path,
      route.open ? 'anonymous' : 'function',
    ]).sort(),
  );
  expect(ROUTES.filter(({ open }) => open).map((route) => route.function)).toEqual([
    'operations',
    'operationsAsset',
  ]);
});

it('every setting that the app reads has its line, with what it means', () => {
  const page = generatedDocs()['docs/reference/settings.md'] ?? '';
  const described = [...page.matchAll(/^\| `(?<name>\w+)` \| (?<means>[^|]+) \|/gm)].map(
    ({ groups }) => groups?.['name'],
  );
  const names = [...SETTING_NAMES, ...OTHER_SETTINGS.map(({ name }) => name)];
  expect(described).toEqual(names);
  expect(readAppUse().settings.filter((name) => !names.includes(name))).toEqual([]);
});
