/** Open while HubSpot refuses every call for a reason that a person has to mend: a token, a scope, the key property. */
export interface Circuit {
  /**
   * Returns when HubSpot may be called. While the circuit is open, one caller a minute, over all instances, tries HubSpot
   * and closes it on success. `now`: a person has just begun this, perhaps because it is mended: HubSpot is tried at once.
   *
   * @throws StopAndAlert CIRCUIT_OPEN, naming the reason.
   */
  pass(options?: { readonly now: boolean }): Promise<void>;
  /**
   * Tries HubSpot, and stops all instances where it refuses that as well: a refusal alone may be about what was in its call.
   * Only the first one to do so raises the alert.
   */
  openIfConfirmed(): Promise<void>;
  /** Why it is open, or undefined. */
  read(): Promise<{ readonly code: string; readonly reason: string; readonly since: string } | undefined>;
}
