/**
 * Preloaded with `--import` (see `livingBy`): what the clock of this process says runs fast. Its timers do not, so a
 * message is soon visible again while nobody is hurried.
 */
const { searchParams } = new URL(import.meta.url);
const from = Number(searchParams.get('from'));
const speed = Number(searchParams.get('speed'));

const realNow = Date.now;
const now = () => Math.round(from + (realNow() - from) * speed);

globalThis.Date = new Proxy(Date, {
  construct: (target, values, newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
