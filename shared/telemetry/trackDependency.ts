import type { TelemetryClient } from 'applicationinsights';
import type { Dependency } from './dependencies.ts';

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
