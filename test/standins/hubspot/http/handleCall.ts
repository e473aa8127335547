import { malformedBody } from '../errors.ts';
import type { Portal } from '../portal.ts';
import type { ApiCall } from './apiCall.ts';
import { html, type Reply } from './reply.ts';
import type { Route } from './routes.ts';

/** Carries a call out. */
export function handleCall(portal: Portal, route: Route | undefined, call: ApiCall): Reply {
  if (route === undefined) {
    return html(404, 'Not found');
  }
  return call.malformed === undefined ? route.handle(portal, call) : malformedBody(call.malformed);
}
