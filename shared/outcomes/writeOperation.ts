/** `insert` never touches a contact that exists, `update` never creates one. */
export const WRITE_OPERATIONS = ['upsert', 'insert', 'update'] as const;

export type WriteOperation = (typeof WRITE_OPERATIONS)[number];
