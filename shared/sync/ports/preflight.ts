/** One thing about the source that was looked at. */
export interface PreflightFinding {
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'error';
  /** What it means. */
  readonly message: string;
  /** The script that mends it. */
  readonly script?: string;
}
