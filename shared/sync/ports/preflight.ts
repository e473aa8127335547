/** One thing about the source that was looked at. */
export interface PreflightFinding {
  readonly check: string;
  /** `unknown`: it took longer to find out than anybody waits. */
  readonly level: 'ok' | 'warning' | 'error' | 'unknown';
  /** What it means. */
  readonly message: string;
  /** The script that mends it. */
  readonly script?: string;
}
