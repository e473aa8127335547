import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** The forms in which a file lies in `dist/web`, the smallest first, by the name a browser asks for it with. */
const FORMS = { br: '.br', gzip: '.gz', identity: '' } as const;
export type Encoding = keyof typeof FORMS;

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The shell; all else are assets. */
export const SHELL = 'page.html';

/** A file of the operations page as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly etag: string;
  readonly body: Readonly<Record<Encoding, Buffer>>;
}

/**
 * Reads what the build made of `shared/web`: every file by its name.
 *
 * @throws Error when the folder is not there, which `npm run build` makes
 */
export function readPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const names = readdirSync(folder);
  return new Map(
    names.flatMap((name) => {
      const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
      return type === undefined ? [] : [[name, readPageFile(`${folder}/${name}`, type)] as const];
    }),
  );
}

function readPageFile(path: string, type: string): PageFile {
  const body = {
    br: readFileSync(path + FORMS.br),
    gzip: readFileSync(path + FORMS.gzip),
    identity: readFileSync(path),
  };
  const etag = `"${createHash('sha256').update(body.identity).digest('base64url').slice(0, 22)}"`;
  return { type, etag, body };
}

let files: ReadonlyMap<string, PageFile> | undefined;

/** The page as it was built; the bundle lies beside the folder: see infra/build.ts. */
export function pageFiles(): ReadonlyMap<string, PageFile> {
  files ??= readPageFiles(`${import.meta.dirname}/web`);
  return files;
}

/** The page's stylesheet, for a file that looks the same. */
export function styleOfPage(): string {
  const [, style] = [...pageFiles()].find(([name]) => name.endsWith('.css')) ?? [];
  return style?.body.identity.toString('utf8') ?? '';
}

/** The smallest form that `Accept-Encoding` allows; what it does not name is not sent, the plain form excepted. */
export function chooseEncoding(accepted: string | null): Encoding {
  const named = (accepted ?? '').split(',').flatMap((part) => {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return parameters.some((text) => /^q=0(\.0*)?$/.test(text)) ? [] : [name];
  });
  if (named.includes('br')) return 'br';
  return named.includes('gzip') ? 'gzip' : 'identity';
}
