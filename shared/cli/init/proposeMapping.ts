import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { PortalSchema } from '../../contacts/portal.ts';
import { identifiesContacts } from '../../contacts/portal.ts';

/** A column of the table, as the catalogue names it. */
export interface FoundColumn {
  readonly name: string;
  readonly type: string;
}

export interface MappingWish {
  readonly table: string;
  /** Undefined: it is looked for. */
  readonly key: string | undefined;
  readonly changedAt: string | undefined;
}

/** A mapping file for a table. */
export interface Proposal {
  readonly text: string;
  /** Whether it is the one that ships, unchanged. */
  readonly isShipped: boolean;
  /** What a person has to know of it, or to decide. */
  readonly notes: readonly string[];
}

const STAMP = /^(?:datetime2?|smalldatetime)$/;
const SAYS_CHANGED = /modif|chang|updat|actualiz|cambi/i;
/** So long a name that another one contains is no chance. */
const TELLING_LETTERS = 5;

/**
 * The mapping file that ships, with this table’s columns: what it has no column for is left out, and a column that is called otherwise is
 * recognised by its name. Comments stay.
 */
export function proposeMapping(
  shipped: string,
  columns: readonly FoundColumn[],
  portal: PortalSchema,
  wish: MappingWish,
): Proposal {
  const document = parseDocument(shipped);
  const free = new Map(columns.map(({ name }) => [name.toLowerCase(), name]));
  const notes: string[] = [];
  let isShipped = true;
  const set = (path: readonly string[], value: string) => {
    if (document.getIn(path) === value) return;
    document.setIn(path, value);
    isShipped = false;
  };
  set(['source', 'table'], wish.table);

  const fields = document.get('fields');
  if (!isSeq<YAMLMap>(fields)) throw new Error('The mapping file that ships has a list of fields.');
  const found = new Map<string, string>();
  fields.items = fields.items.filter((field) => {
    if (!isMap(field)) return true;
    const names = ['column', 'property', 'label'].map((name) => String(field.get(name)));
    const [column = '', property = ''] = names;
    const match = free.get(column.toLowerCase()) ?? resembling(names, free);
    if (match === undefined) {
      notes.push(`No column of ${wish.table} looks like ${property}: it is left out.`);
      isShipped = false;
      return false;
    }
    free.delete(match.toLowerCase());
    found.set(property, match);
    if (match.toLowerCase() !== column.toLowerCase()) {
      field.set('column', match);
      isShipped = false;
      notes.push(`${match} is taken for ${property}: correct the file where it is something else.`);
    }
    return true;
  });

  const key = wish.key ?? found.get('numero_asociado');
  if (key === undefined) notes.push('No column looks like the number of an associate: name it with --key.');
  else set(['source', 'key'], key);
  free.delete(key?.toLowerCase() ?? '');
  const changedAt = wish.changedAt ?? changeStamp(columns);
  if (changedAt === undefined)
    notes.push('No column looks like the time of the last change: name it with --changed-at.');
  else set(['source', 'changedAt'], changedAt);
  free.delete(changedAt?.toLowerCase() ?? '');

  if (!hasBeneficiaries(columns)) {
    document.delete('beneficiaries');
    isShipped = false;
    notes.push('The table has no columns of beneficiaries: they are left out.');
  }
  const own = portal.get('numero_asociado');
  if (own && identifiesContacts(own)) set(['hubspot', 'keyProperty'], 'numero_asociado');
  notes.push(...ofFreeColumns([...free.values()], portal));
  return { text: isShipped ? shipped : document.toString({ lineWidth: 0 }), isShipped, notes };
}

/** A column whose name is one of these but for its signs, or holds it, or is held by it. */
function resembling(names: readonly string[], free: ReadonlyMap<string, string>): string | undefined {
  const wanted = names.map(bare);
  const columns = [...free.values()];
  const equal = columns.find((column) => wanted.includes(bare(column)));
  if (equal !== undefined) return equal;
  const alike = columns.filter((column) =>
    wanted.some((name) => {
      const [short = '', long = ''] = [bare(column), name].sort((a, b) => a.length - b.length);
      return short.length >= TELLING_LETTERS && long.includes(short);
    }),
  );
  return alike.length === 1 ? alike[0] : undefined;
}

function bare(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

function changeStamp(columns: readonly FoundColumn[]): string | undefined {
  const stamps = columns.filter(({ type }) => STAMP.test(type)).map(({ name }) => name);
  const shipped = stamps.find((name) => name.toLowerCase() === 'lastmodifieddate');
  const telling = stamps.filter((name) => SAYS_CHANGED.test(name));
  return shipped ?? (telling.length === 1 ? telling[0] : stamps.length === 1 ? stamps[0] : undefined);
}

function hasBeneficiaries(columns: readonly FoundColumn[]): boolean {
  return columns.some(({ name }) => /^porcentaje__beneficiario_1_$/i.test(name));
}

function ofFreeColumns(free: readonly string[], portal: PortalSchema): readonly string[] {
  // Slots of the mapping file name them already.
  const others = free.filter((name) => !/beneficiario/i.test(name));
  const [known, unknown] = [
    others.filter((name) => portal.has(name.toLowerCase())),
    others.filter((name) => !portal.has(name.toLowerCase())),
  ];
  const said: string[] = [];
  if (known.length > 0)
    said.push(
      `HubSpot has properties called like ${known.join(', ')}: add a line to fields where they are the same.`,
    );
  if (unknown.length > 0) said.push(`These columns do not travel: ${unknown.join(', ')}.`);
  return said;
}
