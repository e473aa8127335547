/**
 * A ledger entry that waits for a person. The entry is the truth and names its review by `reviewId`; a review that its entry
 * does not name is a left-over of a crash or a lost race.
 */
export interface Review {
  readonly key: string;
  readonly code: string;
  readonly reviewId: string;
  /** Since when it waits, ISO. */
  readonly since: string;
  /** The other associate who claims the identifier. */
  readonly rivalKey?: string | undefined;
}

export interface ReviewQuery {
  readonly code?: string | undefined;
  /** To go on from, as an earlier page gave it. */
  readonly continuation?: string | undefined;
  readonly top: number;
}

/** The reviews by code and key, left-overs included: never fewer than the ledger names. */
export interface ReviewIndex {
  /** Stores at most 100 reviews; storing one again changes nothing. */
  open(reviews: readonly Review[]): Promise<void>;
  /** Removes reviews; those that are gone already do not matter. */
  close(reviews: readonly Review[]): Promise<void>;
  page(
    query: ReviewQuery,
  ): Promise<{ readonly reviews: readonly Review[]; readonly continuation: string | undefined }>;
  /** How many reviews are open; left-overs are counted until somebody looks. */
  count(): Promise<number>;
  /** Every review that is of this associate or names it as rival, however spelled; reads the whole table. */
  naming(isMeant: (key: string) => boolean): Promise<readonly Review[]>;
}
