/** Where a session's writes get their time and their rowversions from. */
export interface Stamps {
  /** 100 ns ticks since 0001-01-01. */
  utcNow(): bigint;
  nextRowversion(owner: object): bigint;
}
