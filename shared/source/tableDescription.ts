/** A column as sys.columns declares it. */
export interface Column {
  readonly name: string;
  /** Declared type as T-SQL writes it, e.g. `datetime2(3)`. */
  readonly declaredType: string;
  /** e.g. `datetime2`; a rowversion is `timestamp` in the catalogue. */
  readonly baseType: string;
  readonly isNullable: boolean;
  /** Of a text column. */
  readonly collation: string | null;
  /** Whether this login may read it. */
  readonly canSelect: boolean;
}

/** What of the source the statements are built from. */
export interface TableDescription {
  /** `dbo.hb_contacts`, as the mapping file names it. */
  readonly name: string;
  /** `[dbo].[hb_contacts]`. */
  readonly quotedName: string;
  readonly key: Column;
  readonly changedAt: Column;
  /** The mapped columns, in the order of the mapping file; `mappedAs` is how that file spells the name. */
  readonly columns: readonly (Column & { readonly mappedAs: string })[];
  readonly rowversion: Column | undefined;
  /** Which database this is, restores included; a watermark of another one means nothing here. */
  readonly identity: string;
  /** A replica that only reads: nobody tells tracked changes there, and its rowversions say nothing of the primary's transactions. */
  readonly isReadOnly: boolean;
}
