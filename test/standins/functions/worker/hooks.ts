/** A hook gets a context that it may change; the library wraps it in its own class first. */
export type HookCallback = (context: object) => unknown;

export interface AppHooks {
  readonly appStart: HookCallback[];
  readonly appTerminate: HookCallback[];
  readonly preInvocation: HookCallback[];
  readonly postInvocation: HookCallback[];
  readonly log: HookCallback[];
}

export const noHooks = (): AppHooks => ({
  appStart: [],
  appTerminate: [],
  preInvocation: [],
  postInvocation: [],
  log: [],
});

const names: ReadonlySet<string> = new Set(Object.keys(noHooks()));

export const isHookName = (name: string): name is keyof AppHooks => names.has(name);

/** Runs hooks one after the other, in the order of their registration; a throw stops them and goes up. */
export async function runHooks(hooks: readonly HookCallback[], context: object): Promise<void> {
  for (const hook of hooks) await hook(context);
}
