const HAPPENED = / — (given up|lost on the way|answers)|, answer lost|sent twice|CRASHES/;
const LOOKS_ONLY =
  /(syncstate: (reads|lists|upsert (numero|\d{8}T))|asks how long|SQL: (?!rowsByKeys|keysBy|tracked|nextK|firstK)| {2}log )/;
const DETECTS =
  /(begins detection|SQL: |(create|update) detection|log DETECT|syncstate: reads|asks how long)/;

/** Of a trace, what a reader needs: up to the first broken promise, without what only looks and what finds nothing. */
export function whatMatters(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => actorOf(line) === 'CHECK');
  const story = lines.slice(0, end === -1 ? undefined : end + 1);
  const idle = idleDetections(story);
  return story.filter((line, at) => !idle.has(at) && (HAPPENED.test(line) || !LOOKS_ONLY.test(line)));
}

/** Lines of detections that put nothing on the queue and met nothing out of the ordinary. */
function idleDetections(lines: readonly string[]): ReadonlySet<number> {
  const idle = new Set<number>();
  lines.forEach((line, start) => {
    if (!line.includes('begins detection')) return;
    const own = [start];
    for (let at = start + 1; at < lines.length && own.length < 12; at++) {
      const next = lines[at] ?? '';
      if (actorOf(next) !== actorOf(line)) continue;
      if (!DETECTS.test(next) || HAPPENED.test(next)) return;
      own.push(at);
      if (next.includes('log DETECT')) break;
    }
    for (const at of own) idle.add(at);
  });
  return idle;
}

function actorOf(line: string): string {
  return line.slice(13).split(' ', 1)[0] ?? '';
}
