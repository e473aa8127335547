const WIDTH = 32;

/**
 * A line of progress on standard error: redrawn in place on a terminal, one line per tenth elsewhere. It never passes its total:
 * a record that is handed out twice is counted twice, and is still one of so many.
 */
export function createProgress(label: string): { show(done: number, total: number): void; end(): void } {
  let lastTenth = -1;
  return {
    show(counted, total) {
      const done = Math.min(counted, total);
      const share = total === 0 ? 1 : done / total;
      const tenth = Math.floor(share * 10);
      if (!process.stderr.isTTY && tenth === lastTenth) return;
      lastTenth = tenth;
      const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
      const line = `  ${bar} ${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${label}`;
      process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
    },
    end() {
      if (process.stderr.isTTY) process.stderr.write('\n');
    },
  };
}
