/**
 * The program of the cooperative's document (Módulo de Escritura), in TypeScript: `node sync.ts` (Node 22.18 or later) beside a `.env`,
 * or with the settings in the environment.
 */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { ContactWriter } from 'hubspot-sync';

if (existsSync('.env')) loadEnvFile('.env');

// Inicializar módulo
const writer = new ContactWriter();

// Sincronizar contactos desde la base de datos
const results = await writer.syncFromSql({
  query: 'SELECT * FROM hb_contacts WHERE modified_today = 1',
  operation: 'upsert', // insert, update, upsert
});

// Ver resultados
console.log(`Procesados: ${results.total}`);
console.log(`Éxito: ${results.success}`);
console.log(`Errores: ${results.errors}`);
process.exitCode = results.errors + results.pending === 0 ? 0 : 1;
