import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { FLOORS } from '../../../infra/rooms.ts';
import { readImports } from './readImports.ts';

/** The folders whose files must be in a room. */
const HOUSE = ['functions', 'shared'];

/** Room and floor of a file, counted from the top; of several rooms the innermost. */
function roomOf(file: string): { readonly path: string; readonly floor: number } | undefined {
  const rooms = FLOORS.flatMap((rooms, floor) => rooms.map(({ path }) => ({ path, floor })));
  return rooms
    .filter(({ path }) => file === path || file.startsWith(`${path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

/** Every import that climbs or goes to a neighbour, and every file without a room: one sentence each. */
export function findWrongArrows(root: string): readonly string[] {
  const files = HOUSE.flatMap((folder) =>
    readdirSync(posix.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => posix.join(folder, name)),
  ).sort();
  return files.flatMap((file) => {
    const from = roomOf(file);
    if (!from) return [`${file}: is in no room of infra/rooms.ts.`];
    return readImports(readFileSync(posix.join(root, file), 'utf8')).flatMap(({ specifier, line }) => {
      if (!specifier.startsWith('.')) return [];
      const target = posix.normalize(posix.join(posix.dirname(file), specifier));
      const to = roomOf(target);
      if (!to) return [`${file}:${line}: ${target} is in no room of infra/rooms.ts.`];
      if (to.path === from.path || to.floor > from.floor) return [];
      const how = to.floor === from.floor ? 'beside' : 'above';
      return [`${file}:${line}: ${from.path} imports ${target}, of a room ${how} it.`];
    });
  });
}
