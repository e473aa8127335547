import type { Failure } from '../describeFailure.ts';
import { startHeartbeat } from './heartbeat.ts';
import { type Output, type Progress, roomIn, type Sink } from './output.ts';
import { describePace, paceOf } from './pace.ts';

/** On a terminal the line is drawn anew; elsewhere it is a whole line, and rare. */
const DRAWN_EVERY_MS = 200;
const WRITTEN_EVERY_MS = 10_000;
const BAR = 24;

export interface Streams {
  readonly stdout: Sink;
  readonly stderr: Sink;
}

/** For a person: the answer and what is told of records on standard output, all else on standard error. */
export function textOutput({ stdout, stderr }: Streams): Output {
  const startedAt = Date.now();
  const isDrawn = stderr.isTTY === true;
  const every = isDrawn ? DRAWN_EVERY_MS : WRITTEN_EVERY_MS;
  let shownAt = startedAt;
  let hasLine = false;
  let last: Progress | undefined;

  const clear = () => {
    if (hasLine) stderr.write('\r\x1b[K');
    hasLine = false;
  };
  const tell = (line: string) => {
    clear();
    stderr.write(`${line}\n`);
    heartbeat.beat();
  };
  const show = (progress: Progress) => {
    const pace = paceOf(progress, Date.now() - startedAt);
    shownAt = Date.now();
    if (!isDrawn) return tell(describePace(pace));
    const line = `${bar(progress)}${describePace(pace)}`.slice(0, (stderr.columns ?? 80) - 1);
    stderr.write(`\r\x1b[K${line}`);
    hasLine = true;
    heartbeat.beat();
  };
  const heartbeat = startHeartbeat(() => {
    if (last) show(last);
    else tell('Still at work: whoever does not answer is waited for. Ctrl-C stops without losing anything.');
  });

  return {
    start: ({ store }) => tell(store),
    note: tell,
    log({ level, contactId, message, code }) {
      if (level !== 'info' && contactId === undefined) tell(message ?? code ?? '');
    },
    record(_, text) {
      if (text === undefined) return;
      clear();
      stdout.write(`${text}\n`);
    },
    room: () => roomIn(stdout),
    progress(progress) {
      last = progress;
      if (Date.now() - shownAt >= every) show(progress);
    },
    result({ text }) {
      clear();
      stdout.write(`${text}\n`);
    },
    failure({ problems }: Failure) {
      for (const problem of problems) tell(problem);
    },
    end() {
      clear();
      heartbeat.stop();
    },
  };
}

function bar({ done, total }: Progress): string {
  if (!total) return '';
  const filled = Math.min(BAR, Math.floor((BAR * done) / total));
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} `;
}
