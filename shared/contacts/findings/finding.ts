/** What happens because of a finding, and what a clerk is told to do about it. */
export interface FindingText {
  /** `error` rejects the record; with `warning` the record goes, the field left out or corrected. */
  readonly severity: 'error' | 'warning';
  readonly es: string;
  readonly en: string;
}
