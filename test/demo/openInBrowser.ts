import { spawn } from 'node:child_process';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens an address in the browser of whoever sits at this machine; `onFailure` where there is none. */
export function openInBrowser(address: string, onFailure: () => void): void {
  const [command, ...leading] = OPENERS[process.platform] ?? ['xdg-open'];
  const opener = spawn(command, [...leading, address], { stdio: 'ignore', detached: true });
  opener.once('error', onFailure);
  opener.once('exit', (code) => {
    if (code !== 0) onFailure();
  });
  opener.unref();
}
