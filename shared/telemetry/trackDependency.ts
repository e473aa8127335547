import type { TelemetryClient } from 'applicationinsights';
import type { Dependency } from './dependencies.ts';
import { STORAGE_CALLS_ONE_IN } from './sample.ts';

/** Steps of the golden section meet no rhythm: a batch makes the same calls in the same order each time. */
const STEP = (Math.sqrt(5) - 1) / 2;

/** Tells of each call which percentage of its like is told of; 0 when it is itself not told of. */
export function createCallSample(): (call: Pick<Dependency, 'type' | 'success'>) => number {
  let seen = 0;
  return ({ type, success }) => {
    if (type !== 'Azure Storage' || !success) return 100;
    seen += 1;
    return (seen * STEP) % 1 < 1 / STORAGE_CALLS_ONE_IN ? 100 / STORAGE_CALLS_ONE_IN : 0;
  };
}

/**
 * Tracks a call in the words the SDK's exporter reads: by `dependencyTypeName` alone it makes neither type nor result code of
 * an HTTP call.
 */
export function trackDependency(client: TelemetryClient, call: Dependency, sampleRate: number): void {
  const { type, target, name, resultCode, success, durationMs, startedAt } = call;
  client.trackDependency({
    name,
    target,
    data: name,
    dependencyTypeName: type,
    resultCode,
    success,
    duration: durationMs,
    time: new Date(startedAt),
    properties: {
      ...(type === 'HubSpot' ? httpWords(call) : { 'db.system': type, 'db.operation': name }),
      ...(success ? {} : { code: resultCode }),
      // Becomes `itemCount`.
      ...(sampleRate === 100 ? {} : { 'microsoft.sample_rate': String(sampleRate) }),
    },
  });
}

function httpWords({ name, target, resultCode }: Dependency): Record<string, string> {
  const [method = '', path = ''] = name.split(' ');
  return { 'http.method': method, 'http.url': `https://${target}${path}`, 'http.status_code': resultCode };
}
