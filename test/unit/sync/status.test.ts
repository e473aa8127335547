import { describe, expect, it } from 'vitest';
import { parseNcrontab } from '../../../shared/config/ncrontab.ts';
import { ConfigurationError, RetryLater, StopAndAlert } from '../../../shared/errors.ts';
import { noteLook } from '../../../shared/sync/health/noteLook.ts';
import { readStatus, type StatusParts } from '../../../shared/sync/health/readStatus.ts';
import { reportPreflight } from '../../../shared/sync/health/reportPreflight.ts';
import type { PreflightFinding } from '../../../shared/sync/ports/preflight.ts';
import type { SyncEvent } from '../../../shared/telemetry/events.ts';
import { documentInMemory } from '../../support/inMemory.ts';
import { testMapping } from '../../support/mappingFile.ts';
import { openPassage } from '../../support/openPassage.ts';
import { rulesOf } from '../../support/rulesOf.ts';

const NOW = Date.parse('2026-11-27T20:30:00Z');
const iso = (at: number) => new Date(at).toISOString();
const text = { es: 'Así.', en: 'So.' };
const finding = (check: string, level: PreflightFinding['level'], script?: string): PreflightFinding => ({
  ...{ check, level, code: `CODE_${check}`, parameters: {}, message: text },
  ...(script === undefined ? {} : { script }),
});

function setUp(change: Partial<StatusParts> = {}) {
  const timer = (name: 'detectChanges' | 'reconcile') => {
    const expression = '0 0 * * * *';
    return { name, expression, document: documentInMemory(), schedule: parseNcrontab(expression) };
  };
  const parts: StatusParts = {
    preflight: async () => [finding('table', 'ok')],
    queue: { put: () => Promise.reject(new Error('Not part of this test.')), length: async () => 4 },
    watermarks: { ...documentInMemory(), read: async () => ({ text: '{"feed":"stamps"}', etag: 'e' }) },
    guard: { heldAt: async () => undefined },
    circuit: openPassage,
    rules: rulesOf(testMapping()),
    limits: async () => ({
      used: 3,
      limit: 100,
      windowMs: 10_000,
      pausedUntil: NOW,
      day: { limit: 9, remaining: 5 },
    }),
    adoption: async () => 'inForce',
    absentSlots: async () => new Set([2, 3, 4]),
    timers: [timer('detectChanges'), timer('reconcile')],
    look: async () => ({ ends: {} }),
    clock: { now: () => NOW },
    ...change,
  };
  return readStatus(() => parts, undefined);
}

describe('the status', () => {
  it('of an app in which all is well says so of everything', async () => {
    const limits = {
      used: 3,
      limit: 100,
      windowMs: 10_000,
      pausedUntil: iso(NOW),
      day: { limit: 9, remaining: 5 },
    };
    expect(await setUp()).toMatchObject({
      ...{ healthy: true, configuration: [], waitingBatches: 4, watermark: { feed: 'stamps' } },
      sqlServer: [{ check: 'table', level: 'ok' }],
      hubspot: { level: 'ok', code: 'PORTAL_READY', limits },
      ...{
        storage: { level: 'ok', code: 'STORAGE_READY' },
        telemetry: { level: 'ok', code: 'TELEMETRY_READY' },
      },
      deletes: { level: 'ok', code: 'DELETES_NONE' },
      timers: { detectChanges: { level: 'unknown' }, reconcile: { level: 'unknown' } },
    });
  });

  it('of an app whose settings are wrong names each of them, and has seen nothing', async () => {
    const wrong = new ConfigurationError(['The setting A is wrong.', 'The setting B is wrong.']);
    const status = await readStatus(() => {
      throw wrong;
    }, 'It leads nowhere.');
    const unseen = { level: 'unknown', code: 'UNSEEN_CONFIGURATION' };
    expect(status).toMatchObject({
      ...{ healthy: false, sqlServer: [], hubspot: unseen, storage: unseen, deletes: unseen },
      timers: { detectChanges: unseen, reconcile: unseen },
      telemetry: { level: 'warning', code: 'TELEMETRY_FAULT', parameters: { reason: 'It leads nowhere.' } },
    });
    expect(status.configuration.map(({ message }) => message.en)).toEqual(wrong.problems);
    expect([status.waitingBatches, status.watermark]).toEqual([undefined, undefined]);
  });

  it.each([
    ['SQL Server', { preflight: async () => [finding('table', 'error')] }, 'sqlServer'],
    ['HubSpot', { limits: () => Promise.reject(new RetryLater('HUBSPOT_UNREACHABLE', 'Away.')) }, 'hubspot'],
    ['HubSpot', { limits: () => Promise.reject(new StopAndAlert('HUBSPOT_UNAUTHORIZED', 'No.')) }, 'hubspot'],
    [
      'Storage',
      { guard: { heldAt: () => Promise.reject(new RetryLater('STORAGE_UNREACHABLE', 'Away.')) } },
      'storage',
    ],
  ] as const)('is not well where something is wrong with %s', async (_, change, end) => {
    const status = await setUp(change);
    expect(status.healthy).toBe(false);
    expect([status[end]].flat()).toMatchObject([{ level: 'error' }]);
  });

  it('does not know what Storage does not say', async () => {
    const guard = { heldAt: () => Promise.reject(new RetryLater('STORAGE_UNREACHABLE', 'Away.')) };
    const unseen = { level: 'unknown', code: 'UNSEEN_STORAGE' };
    const status = await setUp({ guard });
    expect(status).toMatchObject({
      ...{ storage: { code: 'STORAGE_UNREACHABLE' }, deletes: unseen },
      timers: { detectChanges: unseen, reconcile: unseen },
    });
    expect(status).not.toHaveProperty('waitingBatches', expect.anything());
  });

  it('throws what is a bug', async () => {
    await expect(setUp({ limits: () => Promise.reject(new TypeError('x')) })).rejects.toThrow(TypeError);
    await expect(setUp({ guard: { heldAt: () => Promise.reject(new TypeError('x')) } })).rejects.toThrow(
      TypeError,
    );
  });

  it('says since when and why HubSpot is not called', async () => {
    const open = { since: iso(NOW), code: 'HUBSPOT_UNAUTHORIZED', reason: 'The token is not accepted.' };
    const { hubspot } = await setUp({ circuit: { ...openPassage, read: async () => open } });
    expect(hubspot).toMatchObject({ level: 'error', code: 'HUBSPOT_UNAUTHORIZED' });
    expect(hubspot.message.en).toBe(
      `Not called since ${iso(NOW)} (HUBSPOT_UNAUTHORIZED): The token is not accepted.`,
    );
  });

  it.each([
    ['no adoption has come to its end', { adoption: async () => 'none' as const }, 'ADOPTION_NONE'],
    ['an adoption vouches no longer', { adoption: async () => 'expired' as const }, 'ADOPTION_EXPIRED'],
    ['the portal lacks a property', { absentSlots: async () => new Set<number>() }, 'PORTAL_DRIFT'],
  ])('warns where %s, and is well all the same', async (_, change, code) => {
    expect(await setUp(change)).toMatchObject({
      healthy: true,
      hubspot: { level: 'warning', code, limits: { used: 3 } },
    });
  });

  it('warns of deletes that wait for a person', async () => {
    expect(await setUp({ guard: { heldAt: async () => NOW } })).toMatchObject({
      ...{
        healthy: true,
        deletes: { level: 'warning', code: 'DELETES_WAIT', parameters: { lastAt: iso(NOW) } },
      },
    });
  });
});

describe('a full look', () => {
  it('is kept for those who do not look, the gravest first, and good news in one sentence', async () => {
    const document = documentInMemory();
    const look = async () => JSON.parse((await document.read())?.text ?? '');
    const two = async () => [finding('table', 'ok'), finding('key', 'ok')];
    await noteLook(await setUp({ preflight: two }), 250, iso(NOW), document);
    expect(await look()).toMatchObject({
      full: { at: iso(NOW), tookMs: 250 },
      ends: {
        sqlServer: { level: 'ok', says: [{ code: 'SQL_READY' }] },
        hubspot: { says: [{ code: 'PORTAL_READY' }] },
      },
    });

    const all = async () => [
      finding('a', 'ok'),
      finding('b', 'unknown'),
      finding('c', 'warning'),
      finding('d', 'error'),
    ];
    await noteLook(await setUp({ preflight: all }), 250, iso(NOW), document);
    expect((await look()).ends.sqlServer).toMatchObject({
      level: 'error',
      says: [{ code: 'CODE_d' }, { code: 'CODE_c' }, { code: 'CODE_b' }],
    });
  });

  it('is told to telemetry where somebody should look', () => {
    const events: SyncEvent[] = [];
    const telemetry = { emit: (event: SyncEvent) => void events.push(event), flush: async () => undefined };
    const found = [
      finding('a', 'ok'),
      finding('b', 'unknown'),
      finding('c', 'warning', '01.sql'),
      finding('d', 'error'),
    ];
    reportPreflight(found, telemetry);
    expect(events).toEqual([
      {
        name: 'PreflightFinding',
        dimensions: { check: 'c', level: 'warning', script: '01.sql' },
        measurements: {},
      },
      { name: 'PreflightFinding', dimensions: { check: 'd', level: 'error', script: '' }, measurements: {} },
    ]);
  });
});
