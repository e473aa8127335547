/** How a run that somebody asked for came about, and how far it has come. */
export interface RunNote {
  readonly mode: 'incremental' | 'full' | 'replay';
  /** `ended`: whatever belongs to the run is on the queue, or was left to the next detection. */
  readonly stage: 'waiting' | 'selecting' | 'ended';
}

export interface RunNotes {
  note(runId: string, note: RunNote): Promise<void>;
}
