import { afterEach, describe, expect, it } from 'vitest';
import {
  type HubSpotStandin,
  type Switches,
  startHubSpotStandin,
} from '../standins/hubspot/startHubSpotStandin.ts';
import { type Account, BASE_URL_SETTING, openAccount, TOKEN_SETTING } from './account.ts';
import { CHECKS, NOT_TRIED } from './checks/all.ts';
import { describeFindings, type Reported } from './report.ts';
import { openTestPortal } from './testPortal.ts';

/** The live suite is worth nothing when it has rotted: here it runs, on something that is not HubSpot. */
describe('the live checks on the stand-in', () => {
  let standin: HubSpotStandin | undefined;
  afterEach(() => standin?.close());

  async function start(
    switches: Partial<Switches> = {},
  ): Promise<{ hubspot: HubSpotStandin; account: Account }> {
    const hubspot = await startHubSpotStandin({ rateLimit: 10_000, switches });
    standin = hubspot;
    const account = openAccount({ [TOKEN_SETTING]: hubspot.token, [BASE_URL_SETTING]: hubspot.baseUrl });
    if (!account) throw new Error('The account is not open.');
    return { hubspot, account };
  }

  it('all find what the stand-in was built to do, and leave nothing behind', async () => {
    const { hubspot, account } = await start({ searchLagMs: 300, propertyReadyDelayMs: 500 });
    hubspot.seedContact({ email: 'somebody.else@example.com' });
    const before = liveContacts(hubspot);

    const { reported, left } = await runChecks(account);

    expect(reported.filter(({ finding }) => !finding?.known)).toEqual([]);
    // The stand-in cannot remove a group.
    expect(left).toEqual(['the empty property group hubspot_sync_test']);
    expect(liveContacts(hubspot)).toEqual(before);
    const { body } = await account.call('properties', 'GET', '');
    expect(JSON.stringify(body)).not.toContain('hubspot_sync_test_');
    const [headline] = describeFindings(account.where, reported, NOT_TRIED);
    expect(headline).toBe('Looked at on 127.0.0.1, which is not HubSpot:');
  });

  it('see what differs, and tell it from what breaks the sync', async () => {
    const { account } = await start({
      partialStatus: 200,
      cleanTraceStatus: 207,
      takenValue: 'conflict',
      conflictExistingId: false,
      absorbedReads: 'nothing',
      duplicateReads: 'refused',
      missingOnUpdate: 'call404',
      phoneFormat: 'spaced',
      uniqueCase: 'ignored',
      partialUpsertByEmail: 'blank',
      mergeKeepsPrimaryId: true,
      echoTraceIds: false,
    });
    const { reported } = await runChecks(account);
    const lines = describeFindings(account.where, reported, NOT_TRIED);
    expect(lines).toContain('differs: a partial answer has status 207 in 2026-09 – 200');
    expect(lines).toContain('differs: an upsert by email writes only what was sent – 200, left out: blanked');
    for (const line of [
      'differs: that conflict names the owner, as the second id of its text or in its context – it names nobody',
      'differs: that conflict is said by the coordinates in its text – CONFLICT',
      'differs: batch/read by an absorbed id answers the survivor under its own id – 200, nobody',
      'differs: batch/read by primary and secondary email of one contact answers it once – 400, 0 results',
      'differs: a telephone is kept as it was sent – in another form',
      'differs: keys that differ in case only are two – one',
    ])
      expect(lines).toContain(line);
    expect(lines).toContainEqual(
      expect.stringMatching(/^differs: batch\/update by a key that nobody has .*404, the whole call/),
    );
    expect(lines).toContain(
      'differs, and breaks the sync: each result repeats its trace id and says whether it is new – first no, again no',
    );
    const at = lines.findIndex((line) => line.includes('each result repeats its trace id'));
    expect(lines[at + 1]).toBe(
      '    change: shared/hubspot/write/sendBatch.ts: nobody could be told written; set echoTraceIds in test/standins/hubspot/switches.ts',
    );
  });

  it('run on no account that has more contacts than one to try things in', async () => {
    const { hubspot, account } = await start();
    for (let number = 0; number <= 100; number++)
      hubspot.seedContact({ email: `member.${number}@example.com` });
    const before = JSON.stringify(hubspot.contacts());
    await expect(openTestPortal(account)).rejects.toThrow(
      'The account has 101 contacts and is no test account by its type (unknown): it looks like one in use, and nothing was done.',
    );
    expect(JSON.stringify(hubspot.contacts())).toBe(before);
    const { body } = await account.call('properties', 'GET', '');
    expect(JSON.stringify(body)).not.toContain('hubspot_sync_test_');
  });

  it('say so when the token is refused', async () => {
    const { hubspot } = await start();
    const account = openAccount({ [TOKEN_SETTING]: 'wrong', [BASE_URL_SETTING]: hubspot.baseUrl });
    await expect(account && openTestPortal(account)).rejects.toThrow(
      'HubSpot refuses the token of HUBSPOT_TEST_TOKEN (401).',
    );
  });

  it('do not run with the token of the app', () => {
    const env = { [TOKEN_SETTING]: 'pat-one', HUBSPOT_ACCESS_TOKEN: 'pat-one' };
    expect(() => openAccount(env)).toThrow('wants a test account');
  });
});

async function runChecks(
  account: Account,
): Promise<{ reported: readonly Reported[]; left: readonly string[] }> {
  const portal = await openTestPortal(account);
  const reported: Reported[] = [];
  try {
    for (const { claim, otherwise, look } of CHECKS)
      reported.push({ claim, otherwise, finding: await look(portal) });
  } catch (error) {
    await portal.close();
    throw error;
  }
  return { reported, left: await portal.close() };
}

function liveContacts(hubspot: HubSpotStandin): readonly unknown[] {
  return hubspot.contacts().filter(({ archived }) => !archived);
}
