import * as z from 'zod';

/** A SQL Server identifier as the file may name it: letters, digits, `_`; it is quoted in every statement. */
export const identifier = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_]*$/u, 'must be a plain SQL Server name: letters, digits and _');

export const propertyName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'must be a HubSpot property name: a-z, 0-9 and _');

export const groupName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'must be the name of a HubSpot property group: a-z, 0-9 and _');
