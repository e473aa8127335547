/** A small text that all instances share. */
export interface StateDocument {
  read(): Promise<{ readonly text: string; readonly etag: string } | undefined>;
  /** Answers the new tag, or undefined when another instance changed it meanwhile. */
  save(text: string, etag: string | undefined): Promise<string | undefined>;
}
