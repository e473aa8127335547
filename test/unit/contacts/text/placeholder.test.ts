import { expect, it } from 'vitest';
import { isNoName, isPlaceholder } from '../../../../shared/contacts/text/placeholder.ts';

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

it.each([
  ['Null', false],
  ['Na', false],
  ['Nan', false],
  ['NULL', true],
  ['null', true],
  ['NA', true],
  ['NaN', true],
  ['Ninguno', true],
  ['Sin Apellido', true],
  ['Mora', false],
])('in place of a name, that %j is nothing is %s', (text, expected) => {
  expect(isNoName(text)).toBe(expected);
});
