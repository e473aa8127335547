import type { FindingCode } from '../findings.ts';
import type { PhoneFormat } from './phoneSettings.ts';

/**
 * A value that goes, or a finding that keeps it from going; the finding's severity says whether the record goes.
 */
export type RuleResult = AcceptedValue | RefusedValue;

export interface RefusedValue {
  readonly code: FindingCode;
  /** What it says all the same, in canonical form: a contact in HubSpot that was typed so is known by it. */
  readonly meant?: string;
}

export interface AcceptedValue {
  /** The canonical value to send; an empty string clears the property. */
  readonly value: string;
  /** What a person should know although the value, corrected perhaps, goes. */
  readonly warnings?: readonly FindingCode[];
  /** What the rule read beside its value, for fields that the mapping file derives from it. */
  readonly companion?: Readonly<Record<string, string>>;
}

/** What a rule may know of its field beside the value. */
export interface RuleField {
  /** For `option`: SQL value → HubSpot's internal value. */
  readonly options?: Readonly<Record<string, string>> | undefined;
  /** For `numero`: source of a regular expression that must match the whole value. */
  readonly pattern?: string | undefined;
  /** For `birthDate`: the day it is judged on, `YYYY-MM-DD`; today in Costa Rica when absent. */
  readonly today?: string | undefined;
  /** For `phone` and `whatsapp`: the numbers, in E.164, that mean "no telephone"; `NO_PHONE` when absent. */
  readonly noPhone?: readonly string[] | undefined;
  /** For `phone` and `whatsapp`: `costaRica` when absent. */
  readonly phoneFormat?: PhoneFormat | undefined;
  /** For `cedula`: whether what is no identity document is refused; true when absent. */
  readonly checkCedula?: boolean | undefined;
  /** For `name`, `surname` and `cedula`: the set it belongs to, whose empty slots a numeric column fills with zeros. */
  readonly set?: string | undefined;
}

/** Judges one cleaned, non-empty value that is no placeholder. Never throws, and takes its own output as it is. */
export type Rule = (value: string, field: RuleField) => RuleResult;
