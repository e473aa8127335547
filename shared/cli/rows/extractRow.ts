/** A row of an extract by column, or undefined where the file is damaged. */
export type ExtractRow = Readonly<Record<string, unknown>> | undefined;
