import { ContactStore } from './contacts/contactStore.ts';
import { WriteLog } from './contacts/writeLog.ts';
import type { ApiVersion } from './http/apiCall.ts';
import type { PropertyDefinition } from './properties/property.ts';
import { PropertyCatalogue } from './properties/propertyCatalogue.ts';
import { createRandom, type Random } from './random.ts';
import { SearchIndex } from './search/searchIndex.ts';
import type { Switches } from './switches.ts';
import { type Texts, textsByLanguage } from './texts.ts';
import type { ValueRules } from './values/checkProperties.ts';

export interface PortalOptions {
  readonly properties: readonly PropertyDefinition[];
  readonly switches: Switches;
  readonly seed: number;
}

/** One HubSpot account: its data and the way it behaves. Knows nothing of HTTP. */
export class Portal {
  readonly catalogue: PropertyCatalogue;
  readonly contacts: ContactStore;
  readonly searchIndex: SearchIndex;
  readonly writes = new WriteLog();
  readonly random: Random;
  switches: Switches;

  constructor({ properties, switches, seed }: PortalOptions) {
    this.switches = switches;
    this.random = createRandom(seed);
    this.catalogue = new PropertyCatalogue(properties);
    this.contacts = new ContactStore(
      this.catalogue.uniqueNames(),
      () => this.switches.uniqueCase === 'ignored',
    );
    this.searchIndex = new SearchIndex(() => this.switches.searchLagMs);
  }

  get texts(): Texts {
    return textsByLanguage[this.switches.language];
  }

  /** Whether contacts can be addressed by this property: `email`, or one made with `hasUniqueValue`. */
  isKey(property: string): boolean {
    return property === 'email' || this.catalogue.findReady(property)?.hasUniqueValue === true;
  }

  /** What the values of a write are held against. */
  valueRules(version: ApiVersion): ValueRules {
    return {
      version,
      texts: this.texts,
      find: this.catalogue.findReady,
      isBlocked: this.contacts.isBlocked,
      validatesPhones: this.switches.phoneValidation,
      spacesPhones: this.switches.phoneFormat === 'spaced',
    };
  }
}
