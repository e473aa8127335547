import type { QueueClient } from '@azure/storage-queue';
import type { Ncrontab } from './ncrontab.ts';
import type { RouteTemplate } from './routeTemplate.ts';

export interface HttpTrigger {
  readonly kind: 'http';
  readonly bindingName: string;
  readonly methods: readonly string[];
  /** With the prefix, without a leading slash: `api/things/{id}`. */
  readonly route: string;
  readonly template: RouteTemplate;
  readonly authLevel: 'anonymous' | 'function' | 'admin';
}

export interface TimerTrigger {
  readonly kind: 'timer';
  readonly bindingName: string;
  readonly schedule: Ncrontab;
  readonly runOnStartup: boolean;
  /** Whether the last run is remembered; the host switches it off for schedules under a minute. */
  readonly monitored: boolean;
}

export interface QueueTrigger {
  readonly kind: 'queue';
  readonly bindingName: string;
  readonly queue: QueueClient;
  /** Absent when the queue is itself a `-poison` queue, or its name is too long for the suffix. */
  readonly poisonQueue: QueueClient | undefined;
}

export type Trigger = HttpTrigger | TimerTrigger | QueueTrigger;

export type Output =
  | { readonly kind: 'http'; readonly bindingName: string }
  | { readonly kind: 'queue'; readonly bindingName: string; readonly queue: QueueClient };

interface Indexed {
  readonly name: string;
  readonly triggerType: string;
  readonly disabled: boolean;
}

export interface UsableFunction<T extends Trigger = Trigger> extends Indexed {
  readonly trigger: T;
  readonly outputs: readonly Output[];
}

/** Registered by the app, but the host cannot run it; all others run. */
export interface BrokenFunction extends Indexed {
  readonly error: string;
}

export type IndexedFunction = UsableFunction | BrokenFunction;

export const isUsable = (fn: IndexedFunction): fn is UsableFunction => 'trigger' in fn;

export const hasTrigger = <K extends Trigger['kind']>(
  fn: IndexedFunction,
  kind: K,
): fn is UsableFunction<Extract<Trigger, { kind: K }>> => isUsable(fn) && fn.trigger.kind === kind;
