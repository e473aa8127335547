import type { Page } from 'playwright-core';

/** Every answer that is no 2xx is an error in the console; the page itself says what it means. */
const STATUS = /^Failed to load resource: the server responded with a status of \d+/;
/** While a test takes the network away. */
const AWAY = /net::ERR_INTERNET_DISCONNECTED/;

/** Tells of everything that a tab complains of, and of every request that leaves the origin. */
export async function watch(
  page: Page,
  origin: string,
  complain: (complaint: string) => void,
): Promise<void> {
  page.on('pageerror', (error) => complain(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    const isPlain = message.type() !== 'error' && message.type() !== 'warning';
    if (!isPlain && !STATUS.test(text) && !AWAY.test(text)) complain(`${message.type()}: ${text}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith(`blob:${origin}/`)) complain(`request to ${url}`);
  });
  page.on('dialog', (dialog) => {
    complain(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  // What the policy stops is told to the document; the console is not asked alone.
  await page.exposeFunction('complainOfViolation', (what: string) => complain(`violation: ${what}`));
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (e) => complainOfViolation(e.violatedDirective + ' ' + e.blockedURI));",
  );
}
