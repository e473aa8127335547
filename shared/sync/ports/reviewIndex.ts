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

/** A review with what persons have done about it. */
export interface ListedReview extends Review {
  /** Times it was sent again by hand. */
  readonly tries: number;
  /** The run in which it was sent again and has no new outcome yet. */
  readonly sentIn?: string | undefined;
  readonly seen?: { readonly mark: string; readonly at: string } | undefined;
}

export interface ReviewQuery {
  readonly code?: string | undefined;
  /** To go on from, as an earlier page gave it. */
  readonly continuation?: string | undefined;
  readonly top: number;
}

/** The reviews by code and key, left-overs included: never fewer than the ledger names. */
export interface ReviewIndex {
  /** Stores at most 100 reviews. One that is there stays as it is, and is no longer on its way. */
  open(reviews: readonly Review[]): Promise<void>;
  /** Removes reviews; those that are gone already do not matter. */
  close(reviews: readonly Review[]): Promise<void>;
  page(
    query: ReviewQuery,
  ): Promise<{ readonly reviews: readonly ListedReview[]; readonly continuation: string | undefined }>;
  /** All reviews of a code, or of every code, in pages. */
  all(code?: string): AsyncIterable<readonly ListedReview[]>;
  /** Notes that reviews are sent again in this run, once more each; those that are gone do not matter. */
  send(reviews: readonly ListedReview[], runId: string): Promise<void>;
  /** Notes what a person has done about reviews; answers how many of them are still there. */
  mark(reviews: readonly Review[], mark: string, at: string): Promise<number>;
  /** Every review that is of this associate or names it as rival, however spelled; reads the whole table. */
  naming(isMeant: (key: string) => boolean): Promise<readonly Review[]>;
}
