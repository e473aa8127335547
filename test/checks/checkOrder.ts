/** `npm run check`: every import of the app goes down the order of the rooms in `infra/rooms.ts`. */
import { fileURLToPath } from 'node:url';
import { findWrongArrows } from './order/findWrongArrows.ts';

const wrong = findWrongArrows(fileURLToPath(new URL('../..', import.meta.url)));
for (const sentence of wrong) console.error(sentence);
if (wrong.length > 0) console.error('What both need belongs into a room below them: see ARCHITECTURE.md.');
process.exitCode = wrong.length > 0 ? 1 : 0;
