/** What `sync` is asked for. */
export interface SyncOptions {
  readonly query?: string;
  readonly where?: string;
  readonly operation?: string;
  readonly limit?: number;
  readonly full?: boolean;
  readonly reconcile?: boolean;
  readonly watch?: boolean;
  readonly dryRun?: boolean;
  readonly diff?: boolean;
  readonly diffLimit: number;
  readonly exitCode?: boolean;
}
