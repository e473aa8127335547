import { readApp, settingsOf } from '../../../../infra/docs/snapshot.ts';
import type { Rule } from './rule.ts';

/** Left for the Functions host and what Node needs beside its old space. */
const BESIDE_MB = 300;
/** Azure's own share, which it adds to each instance. */
const PLATFORM_MB = 272;

/** Node 24 with a heap that fits the instance. */
export const memoryFits: Rule = ({ snapshot }) => {
  const { runtime, scaleAndConcurrency } = readApp(snapshot).functionAppConfig;
  const memory = scaleAndConcurrency.instanceMemoryMB;
  const nodeArguments = settingsOf(snapshot)['languageWorkers__node__arguments'] ?? '';
  const sizeOf = (space: string) =>
    Number(new RegExp(`--max-${space}-space-size=(\\d+)`).exec(nodeArguments)?.[1]);
  return [
    ...(runtime.name === 'node' && runtime.version === '24' ? [] : ['The app is built for Node 24.']),
    ...(sizeOf('semi') <= 16 ? [] : ['Without a small semi-space the worker keeps 250 MB of garbage.']),
    ...(sizeOf('old') + BESIDE_MB <= memory + PLATFORM_MB
      ? []
      : [`The old space of the worker does not fit into ${memory} MB.`]),
  ];
};
