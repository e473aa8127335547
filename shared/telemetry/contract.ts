/**
 * What the app tells Application Insights, as data. Events are rows of `customEvents`: dimensions are text in `customDimensions`,
 * measurements are numbers in `customMeasurements`. Metrics are measurements of events and no `customMetrics`, because those are
 * summed up per process and minute: they lose run and batch, and no percentile can be had from them.
 */

import { OUTCOMES, type OutcomeName } from '../outcomes/outcome.ts';
import { OUTCOME_CLASSES } from '../outcomes/outcomeClass.ts';
import type { DimensionSpec, EventSpec, MeasurementSpec } from './contractTypes.ts';

const runId = { form: 'id', description: 'The run; begins with its time, `20261122T192500Z-…`.' } as const;
const batchId = { form: 'id', description: 'The batch within the run.' } as const;
const code = {
  form: 'code',
  description: 'Stable code, see docs/reference/codes.md; empty where there is none.',
} as const;
const outcome = { form: 'word', values: OUTCOMES, description: 'What it came to.' } as const;
const outcomeClass = {
  form: 'word',
  values: OUTCOME_CLASSES,
  description:
    'Who is concerned: `connection` is retried, `validation` waits for the row, `api` is queued again or HubSpot’s refusal, `business` waits for a person; `none` is no error.',
} as const satisfies DimensionSpec;
const durationMs = { unit: 'ms', description: 'From the beginning to the end of it.' } as const;
const attempt = {
  unit: 'count',
  description: '1 for the first delivery, one more each time it was put back.',
} as const;
const ageMs = {
  unit: 'ms',
  description:
    'Since the beginning of the run that detected the changes: how old what HubSpot now gets is, at most.',
} as const;
/** What a batch was to do. */
export const OPERATIONS = ['INSERT', 'UPDATE', 'UPSERT', 'ADOPT', 'RESYNC'] as const;
export type Operation = (typeof OPERATIONS)[number];
const operation = {
  form: 'word',
  values: OPERATIONS,
  description:
    'What was to be done: SYNC_OPERATION, or an adoption, or a resync of one associate. In a log line it is what became of the record.',
} as const satisfies DimensionSpec;

/** One measurement for each outcome, named like it. */
const outcomeCounts = Object.fromEntries(
  OUTCOMES.map((name) => [name, { unit: 'count', description: `Records that ended ${name}.` }]),
) as Readonly<Record<OutcomeName, MeasurementSpec>>;

const notInHubSpot = {
  unit: 'count',
  description: 'Of the unchanged ones, those that HubSpot has no contact of (`update` makes none).',
} as const;

export const EVENTS = {
  SyncRun: {
    description: 'A run ended: one tick of detection, a reconciliation, or an adoption.',
    dimensions: {
      runId,
      mode: {
        form: 'word',
        values: ['detect', 'reconcile', 'adopt'],
        description: 'Which kind of run. "No run for two periods" looks for `detect`.',
      },
      stoppedBy: {
        form: 'word',
        values: ['end', 'queueFull', 'timeLimit', 'anotherDetector', 'anotherRun', 'circuitOpen', 'failed'],
        description:
          'Why it ended: `end` when nothing was left, `failed` with a code when an error ended it.',
      },
      code,
      fullPassReason: {
        form: 'sentence',
        description: 'Why a full pass over the table began in this run; empty when none did.',
      },
    },
    measurements: {
      detected: {
        unit: 'count',
        description: 'Changed records found (for `reconcile`: records that differ).',
      },
      compared: {
        unit: 'count',
        description: 'Rows and ledger entries looked at by `reconcile`; else as many as detected.',
      },
      batches: { unit: 'count', description: 'Batches put on the queue.' },
      durationMs,
    },
  },
  RunAccount: {
    description:
      'The account of a run once nothing of it is pending, or once it does not add up: detected = the sum of the outcomes.',
    dimensions: { runId },
    measurements: {
      detected: { unit: 'count', description: 'Records that the run says it detected.' },
      ...outcomeCounts,
      notInHubSpot,
      imbalance: {
        unit: 'count',
        description: 'Records detected minus records accounted for. Anything but 0 is a bug.',
      },
    },
  },
  Health: {
    description: 'How things stand, with every tick of detection.',
    dimensions: {
      runId,
      circuit: {
        form: 'word',
        values: ['open', 'closed'],
        description: 'Whether HubSpot is not called because a person has to mend something.',
      },
    },
    measurements: {
      lagMs: {
        unit: 'ms',
        description:
          'Data freshness: changes older than this are in HubSpot or have an outcome. The longer of the age of the watermark and that of the oldest run with something pending.',
      },
      watermarkAgeMs: {
        unit: 'ms',
        description: 'Since when the last run that found all changes there were began.',
      },
      changesWait: {
        unit: 'flag',
        description: '1 when this tick left changes undetected, or could not look.',
      },
      queueLength: {
        unit: 'count',
        description: 'Messages in `contact-batches`, invisible ones included, about.',
      },
      oldestMessageMs: {
        unit: 'ms',
        description: 'Age of the oldest visible message of `contact-batches`; 0 when there is none.',
      },
      poisonLength: { unit: 'count', description: 'Messages in `contact-batches-poison`, about.' },
      rateUsed: {
        unit: 'count',
        description: 'HubSpot requests in the rolling window that ends now, over all instances.',
      },
      rateLimit: { unit: 'count', description: 'The most requests of any such window.' },
      dayUsedPercent: {
        unit: 'percent',
        description: "Share of the account's daily quota that is used; 0 while HubSpot has not told it.",
      },
    },
  },
  Batch: {
    description: 'A batch is done: every record of it has its outcome in the ledger.',
    dimensions: { runId, batchId, operation },
    measurements: {
      records: { unit: 'count', description: 'Records of the batch = the sum of the outcomes below.' },
      ...outcomeCounts,
      notInHubSpot,
      attempt,
      durationMs,
      ageMs,
      sqlMs: { unit: 'ms', description: 'Reading the rows.' },
      mapMs: { unit: 'ms', description: 'Mapping, validating and comparing fingerprints.' },
      hubspotMs: { unit: 'ms', description: 'HubSpot calls, with waiting for the rate limit.' },
      ledgerMs: { unit: 'ms', description: 'Reading and storing outcomes.' },
    },
  },
  RecordOutcome: {
    description:
      'What a record came to: each one rejected, in conflict, failed, deleted or pending, and a sample of the others (see `weight`).',
    dimensions: {
      contactId: { form: 'key', description: 'numero_asociado.' },
      hubspotId: { form: 'id', description: 'HubSpot id of the contact; empty while there is none.' },
      outcome,
      outcomeClass,
      code,
      operation,
      runId,
      batchId,
    },
    measurements: {
      attempts: attempt,
      durationMs: { unit: 'ms', description: 'Of the batch that settled the record.' },
      weight: {
        unit: 'count',
        description:
          'Records this row stands for: 20 for one created, updated, adopted or unchanged, else 1. Count with sum(weight).',
      },
    },
  },
  PutBack: {
    description: 'A batch or a run could not be done now and went back to the queue: a retry.',
    dimensions: { runId, batchId, code, outcomeClass },
    measurements: {
      records: { unit: 'count', description: 'Records of the batch; 0 for a run.' },
      attempt: { unit: 'count', description: 'The attempt that follows.' },
      delayMs: { unit: 'ms', description: 'How long it waits.' },
      ageMs,
    },
  },
  Outage: {
    description:
      'HubSpot refuses every call until a person mends it (`open`), or answers again (`closed`): the circuit.',
    dimensions: {
      code,
      state: { form: 'word', values: ['open', 'closed'], description: 'Which of the two.' },
    },
    measurements: { openMs: { unit: 'ms', description: 'How long it was open; 0 when it opens.' } },
  },
  Poison: {
    description:
      'A message crashed the code on every delivery; its records are `failed`, a run that it carried on stands still.',
    dimensions: { runId, batchId, code },
    measurements: {
      records: {
        unit: 'count',
        description: 'Records of the batch; 0 for a run, or when it is none of ours.',
      },
    },
  },
  QuotaLow: {
    description: 'More than 80 % of the daily quota of the account is used; once per crossing.',
    dimensions: {},
    measurements: {
      dayUsedPercent: { unit: 'percent', description: 'Share that is used.' },
      dayLimit: { unit: 'count', description: 'Requests a day.' },
      dayRemaining: { unit: 'count', description: 'Requests left today.' },
    },
  },
  PreflightFinding: {
    description:
      'Something about the source or the portal that needs a person, as the look before each nightly reconciliation found it.',
    dimensions: {
      check: {
        form: 'word',
        description:
          'What was looked at, e.g. `permissions`, `changeTracking`; `portal`: properties of HubSpot.',
      },
      level: { form: 'word', values: ['warning', 'error'], description: 'How bad it is.' },
      script: { form: 'path', description: 'The script that mends it; empty where there is none.' },
    },
    measurements: {},
  },
  WeeklySummary: {
    description:
      'The weekly report was made: its figures, as `GET /api/reports/{week}` has them. One row a week; the rule weekly-summary makes a mail of it.',
    dimensions: {
      week: { form: 'id', description: 'The Monday the week begins with in Costa Rica, e.g. `2026-11-23`.' },
    },
    measurements: {
      records: { unit: 'count', description: 'Records that came to an end in the week.' },
      recordsBefore: { unit: 'count', unknown: -1, description: 'The same of the week before.' },
      inHubSpotPercent: {
        unit: 'percent',
        unknown: -1,
        description: 'Of these records: created, updated, adopted, or unchanged and in HubSpot.',
      },
      rejected: outcomeCounts.rejected,
      conflict: outcomeCounts.conflict,
      failed: outcomeCounts.failed,
      lagP50Ms: {
        unit: 'ms',
        unknown: -1,
        description: 'Half of the looks of the week found a lag below this.',
      },
      lagP95Ms: { unit: 'ms', unknown: -1, description: '95 of 100 did.' },
      lagMaxMs: { unit: 'ms', unknown: -1, description: 'The longest lag of the week.' },
      quotaMaxPercent: {
        unit: 'percent',
        unknown: -1,
        description: 'Share of the daily quota, of the day with the most.',
      },
      drifted: {
        unit: 'count',
        unknown: -1,
        description: 'Contacts that were not as their row, at the last verification that ended.',
      },
      openReviews: {
        unit: 'count',
        unknown: -1,
        description: 'Reviews that waited when the report was made.',
      },
      targetsMissed: {
        unit: 'count',
        description: 'Of the eight targets, those that were measured and not met.',
      },
    },
  },
  WeeklyReport: {
    description:
      'How many associates are in an outcome and code now; one row for each pair, with the first reconciliation of a week that is through.',
    dimensions: {
      week: { form: 'id', description: 'The Monday the week begins with, e.g. `2026-11-23`.' },
      outcome,
      outcomeClass,
      code,
    },
    measurements: { records: { unit: 'count', description: 'Associates.' } },
  },
} as const satisfies Readonly<Record<string, EventSpec>>;
