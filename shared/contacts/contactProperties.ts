/** Property values as HubSpot takes them; an empty string clears. */
export type ContactProperties = Readonly<Record<string, string>>;
