import type { OutcomeName } from '../sync/ports.ts';

/** The events the app emits, with all they may carry: ids, codes and numbers. There is no field for a person's value. */
export type SyncEvent =
  | {
      readonly name: 'SyncRun';
      readonly dimensions: {
        readonly runId: string;
        readonly stoppedBy: string;
        readonly fullPassReason: string;
      };
      readonly measurements: {
        readonly detected: number;
        readonly batches: number;
        readonly durationMs: number;
      };
    }
  | {
      readonly name: 'Batch';
      readonly dimensions: { readonly runId: string; readonly batchId: string };
      readonly measurements: { readonly attempt: number; readonly durationMs: number } & Readonly<
        Partial<Record<OutcomeName, number>>
      >;
    }
  | {
      readonly name: 'RecordOutcome';
      readonly dimensions: {
        readonly contactId: string;
        readonly outcome: OutcomeName;
        readonly code: string;
        readonly runId: string;
        readonly batchId: string;
      };
      readonly measurements: Readonly<Record<string, never>>;
    }
  | {
      /** HubSpot refuses every call until a person mends it (`open`), or answers again (`closed`). */
      readonly name: 'Outage';
      readonly dimensions: { readonly code: string; readonly state: 'open' | 'closed' };
      readonly measurements: Readonly<Record<string, never>>;
    };

export interface Telemetry {
  emit(event: SyncEvent): void;
  /** Sends what is still buffered. */
  flush(): Promise<void>;
}
