/** Text that is markup already. */
export interface Markup {
  readonly text: string;
}

type Part = string | number | Markup | readonly Markup[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template of markup: what is filled in is text, and cannot become markup. */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const filled = pieces.map((piece, at) => piece + textOf(parts[at] ?? ''));
  return { text: filled.join('') };
}

/** A text that goes in as it stands: of our own, such as a stylesheet. */
export function plain(text: string): Markup {
  return { text };
}

function textOf(part: Part): string {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
  return 'text' in part ? part.text : part.map(({ text }) => text).join('');
}
