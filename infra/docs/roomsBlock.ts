import { FLOORS } from '../rooms.ts';
import { markdownTable } from './markdownTable.ts';

/** The order of the rooms, from the top down, for ARCHITECTURE.md. */
export function roomsBlock(): string {
  return markdownTable(
    ['floor', 'room', 'holds'],
    FLOORS.flatMap((rooms, floor) =>
      rooms.map(({ path, holds }) => [String(FLOORS.length - floor), `[\`${path}\`](${path})`, holds]),
    ),
  );
}
