/** Who asks: a person waiting for one associate, the regular sync, or a run over everything. */
export type Lane = 'urgent' | 'incremental' | 'bulk';

/** In the order in which they are served. */
export const LANES: readonly Lane[] = ['urgent', 'incremental', 'bulk'];
