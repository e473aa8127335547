import { settingsOf } from '../../../../infra/docs/snapshot.ts';
import type { Rule } from './rule.ts';

/** Settings that somebody else than our code reads, and who. */
const READ_BY_OTHERS: Readonly<Record<string, string>> = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'the host: telemetry with the identity',
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID:
    'App Service authentication: the identity in place of a client secret',
  languageWorkers__node__arguments: 'the host: how it starts the worker',
};
/** Settings that the template sets for whoever wants them, or Azure by itself, and why. */
const SET_WHERE_WANTED: Readonly<Record<string, string>> = {
  VERIFY_SCHEDULE: 'a verification by itself: verifySchedule',
  HUBSPOT_PORTAL_ID: 'links to contacts: hubspotPortalId',
  WEBSITE_AUTH_ENABLED: 'App Service sets it where authentication is on',
};
/** One storage setting: with an identity a family of names, on a developer’s machine a connection string. */
const STORAGE =
  /^AzureWebJobsStorage(?:__(?:blobServiceUri|queueServiceUri|tableServiceUri|credential|clientId))?$/;
const OF_THE_SAMPLE_ALONE = new Set(['FUNCTIONS_WORKER_RUNTIME']);

/** Every setting the app reads is set in Azure and in the sample, and none is set that nobody reads. */
export const settingsAreUsed: Rule = ({ snapshot, app }) => {
  const set = Object.entries(settingsOf(snapshot));
  const isRead = (name: string) => app.settings.includes(name) || STORAGE.test(name);
  return [
    ...app.settings
      .filter((name) => !set.some(([setName]) => setName === name) && !(name in SET_WHERE_WANTED))
      .map((name) => `The app reads ${name}, which the template does not set.`),
    ...app.settings
      .filter(
        (name) => !app.sample.includes(name) && !(name in READ_BY_OTHERS) && !(name in SET_WHERE_WANTED),
      )
      .map((name) => `The app reads ${name}, which local.settings.sample.json does not show.`),
    ...set
      .filter(([name]) => !isRead(name) && !(name in READ_BY_OTHERS))
      .map(([name]) => `The template sets ${name}, which nothing reads.`),
    ...set.filter(([, value]) => value === '').map(([name]) => `The setting ${name} is empty.`),
    ...app.sample
      .filter((name) => !isRead(name) && !OF_THE_SAMPLE_ALONE.has(name))
      .map((name) => `local.settings.sample.json shows ${name}, which nothing reads.`),
  ];
};
