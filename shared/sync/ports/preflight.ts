import type { SaidInBoth } from '../../outcomes/saying.ts';

/** One thing about the source that was looked at. */
export interface PreflightFinding extends SaidInBoth {
  readonly check: string;
  /** `unknown`: it took longer to find out than anybody waits. */
  readonly level: 'ok' | 'warning' | 'error' | 'unknown';
  /** The script that mends it. */
  readonly script?: string;
}
