import { expect, it } from 'vitest';
import { isPlaceholder } from '../../../../shared/contacts/text/placeholder.ts';

it.each(
  [
    'N/A',
    'n.a.',
    'NA',
    '#N/A',
    'N/D',
    'S/N',
    'NULL',
    '(null)',
    '<NULL>',
    'nulo',
    'ninguno',
    'Ninguna',
    'NO TIENE',
  ]
    .concat([
      'no tiene teléfono',
      'No aplica',
      'SIN CORREO',
      'sin teléfono',
      'Sin información',
      'desconocido',
    ])
    .concat(['-', '--', '.', '***', '?', '/', '_', 'XXX', 'xx', 'None', 'NaN', 'undefined', 'PENDIENTE']),
)('%j is nothing', (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

it.each([
  'Ana',
  'Nancy',
  'Núñez',
  'Nadia',
  'Xinia',
  'X',
  'De la O',
  '0',
  '1',
  '-1',
  'no',
  'sin fin',
  ''.padEnd(1000, 'n'),
])('%.20j is something', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});
