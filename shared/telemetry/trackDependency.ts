import type { TelemetryClient } from 'applicationinsights';
import type { Dependency } from './dependencies.ts';
import { STORAGE_CALLS_ONE_IN } from './sample.ts';

/** Steps of the golden section meet no rhythm: a batch makes the same calls in the same order each time. */
const STEP = (Math.sqrt(5) - 1) / 2;

/** Tells for how many calls each one stands; 0 when it is not told of. */
export function createCallSample(): (call: Pick<Dependency, 'type' | 'success'>) => number {
  let seen = 0;
  return ({ type, success }) => {
    if (type !== 'Azure Storage' || !success) return 1;
    seen += 1;
    return (seen * STEP) % 1 < 1 / STORAGE_CALLS_ONE_IN ? STORAGE_CALLS_ONE_IN : 0;
  };
}

/**
 * Tracks a call in the words the SDK's exporter reads: by `dependencyTypeName` alone it makes neither type nor result code of
 * an HTTP call.
 */
export function trackDependency(client: TelemetryClient, call: Dependency, weight: number): void {
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
      ...(weight === 1 ? {} : { weight: String(weight) }),
    },
  });
}

function httpWords({ name, target, resultCode }: Dependency): Record<string, string> {
  const [method = '', path = ''] = name.split(' ');
  return { 'http.method': method, 'http.url': `https://${target}${path}`, 'http.status_code': resultCode };
}
