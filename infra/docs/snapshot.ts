import { readFileSync } from 'node:fs';
import { z } from 'zod';

const resourceSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  properties: z.record(z.string(), z.unknown()).default({}),
});
const snapshotSchema = z.object({
  predictedResources: z.array(resourceSchema),
  diagnostics: z.array(z.unknown()),
  outputs: z.record(z.string(), z.unknown()),
});

/** A resource as Azure would get it. What is only known once deployed stands as an expression: `[reference(…)]`. */
export type Resource = z.infer<typeof resourceSchema>;
export type Snapshot = z.infer<typeof snapshotSchema>;

/** @throws when the file is missing, or no snapshot. */
export function readSnapshot(path: string): Snapshot {
  return snapshotSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** All resources of one type, which Azure writes in any case. */
export function ofType({ predictedResources }: Snapshot, type: string): readonly Resource[] {
  return predictedResources.filter((resource) => resource.type.toLowerCase() === type.toLowerCase());
}

const appSchema = z.object({
  httpsOnly: z.boolean().optional(),
  keyVaultReferenceIdentity: z.string().optional(),
  virtualNetworkSubnetId: z.string().nullish(),
  siteConfig: z.looseObject({ appSettings: z.array(z.object({ name: z.string(), value: z.string() })) }),
  functionAppConfig: z.object({
    runtime: z.object({ name: z.string(), version: z.string() }),
    scaleAndConcurrency: z.object({
      instanceMemoryMB: z.number(),
      maximumInstanceCount: z.number(),
      alwaysReady: z.array(z.object({ instanceCount: z.number() })),
    }),
  }),
});

/**
 * The function app.
 *
 * @throws when the snapshot has none, or one without settings.
 */
export function readApp(snapshot: Snapshot): z.infer<typeof appSchema> {
  return appSchema.parse(ofType(snapshot, 'Microsoft.Web/sites')[0]?.properties);
}

/** The settings of the function app. */
export function settingsOf(snapshot: Snapshot): Readonly<Record<string, string>> {
  return Object.fromEntries(readApp(snapshot).siteConfig.appSettings.map(({ name, value }) => [name, value]));
}

/** The value at a path of a resource's properties, e.g. `encryption.keySource`. */
export function property(resource: Resource, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => {
    const holder = z.record(z.string(), z.unknown()).safeParse(value);
    return holder.success ? holder.data[step] : undefined;
  }, resource.properties);
}
