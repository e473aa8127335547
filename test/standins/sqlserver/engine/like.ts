import type { Routine } from './routines.ts';

/** LIKE with %, _, [set], [^set] and ESCAPE, ignoring ASCII case. */
export function likeRoutine(): Routine {
  const compiled = new Map<string, RegExp>();
  return (text = null, pattern = null, escapeChar = null) => {
    if (typeof text !== 'string' || typeof pattern !== 'string' || typeof escapeChar !== 'string')
      return null;
    const key = `${escapeChar}\n${pattern}`;
    let expression = compiled.get(key);
    if (expression === undefined) {
      expression = toRegExp(pattern, escapeChar);
      compiled.set(key, expression);
    }
    return expression.test(lowerAscii(text)) ? 1n : 0n;
  };
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}

function toRegExp(written: string, escapeChar: string): RegExp {
  const pattern = lowerAscii(written);
  let source = '';
  for (let i = 0; i < pattern.length; i += 1) {
    const char = pattern.charAt(i);
    const close = char === '[' ? pattern.indexOf(']', i + 2) : -1;
    if (escapeChar !== '' && char === escapeChar.toLowerCase()) {
      i += 1;
      source += literal(pattern.charAt(i));
    } else if (char === '%') source += '.*';
    else if (char === '_') source += '.';
    else if (close > 0) {
      source += characterSet(pattern.slice(i + 1, close));
      i = close;
    } else source += literal(char);
  }
  return new RegExp(`^${source}$`, 's');
}

function characterSet(body: string): string {
  const negated = body.startsWith('^');
  const members = (negated ? body.slice(1) : body).replace(/[\\\]^]/g, '\\$&');
  return `[${negated ? '^' : ''}${members}]`;
}

function literal(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
