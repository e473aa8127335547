import { app } from '@azure/functions';
import { inInvocation } from '../shared/telemetry/invocation.ts';
import { closeApp, tellTelemetryFault } from './app.ts';
import './associate.ts';
import './detectChanges.ts';
import './health.ts';
import './metrics.ts';
import './openapi.ts';
import './operations.ts';
import './quarantineBatch.ts';
import './reconcile.ts';
import './report.ts';
import './reports.ts';
import './resyncAssociate.ts';
import './reviews.ts';
import './status.ts';
import './sync.ts';
import './upsertBatch.ts';
import './verify.ts';

// What an invocation tells Application Insights belongs to the request that the host tells of.
app.hook.preInvocation((context) => {
  const { functionHandler, invocationContext } = context;
  tellTelemetryFault(invocationContext);
  const traceParent = invocationContext.traceContext?.traceParent;
  context.functionHandler = (...args) => inInvocation(traceParent, () => functionHandler(...args));
});
// Five seconds remain when the host ends an instance.
app.hook.appTerminate(closeApp);
