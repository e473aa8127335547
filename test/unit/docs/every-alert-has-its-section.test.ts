import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alertBlocks, SECTION_PARTS } from '../../../infra/docs/alertBlocks.ts';
import { readAlertRules } from '../../../infra/docs/alertRules.ts';
import { RUNBOOKS } from '../../../infra/docs/generatedDocs.ts';
import { type Alert, listAlerts } from '../../../infra/docs/listAlerts.ts';
import { readSnapshot, type Snapshot } from '../../../infra/docs/snapshot.ts';
import { LANGUAGES, type Language } from '../../../shared/outcomes/language.ts';
import { ENVIRONMENTS, ROOT } from '../../checks/infra/environments.ts';
import { findThinSections } from '../../checks/papers/findThinSections.ts';

const rules = readAlertRules();
const snapshots = ENVIRONMENTS.map(
  ({ name, snapshot }) => [name, readSnapshot(join(ROOT, snapshot))] as const,
);
const paperOf = (language: Language) => {
  const path = RUNBOOKS[language];
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
};
/** A paper that has a section of each of these alerts. */
const paperWith = (...names: readonly string[]) => ({
  path: 'docs/runbook.md',
  text: `# Runbook\n\n${names.map((name) => `## \`${name}\`\n`).join('\n')}`,
});
const alert = (name: string): Alert => ({
  name,
  severity: 2,
  title: `Of ${name}`,
  says: { en: 'Look.', es: 'Mire.' },
  rule: {
    queryFile: `infra/queries/alerts/${name}.kql`,
    everyMinutes: 15,
    windowMinutes: 2880,
    dimensions: ['reason'],
    staysOpen: true,
  },
});

describe.each(LANGUAGES)('the runbook (%s)', (language) => {
  it.each(snapshots)('has a section of each alert of %s, and of no other', (_, snapshot) => {
    const names = listAlerts(snapshot, rules).map(({ name }) => name);
    const sections = [...paperOf(language).text.matchAll(/^## `(.+)`$/gm)].map(([, name]) => name);
    // Only the budget is left out where there is none.
    expect(sections.filter((name) => name !== 'budget').sort()).toEqual(
      names.filter((name) => name !== 'budget').sort(),
    );
    expect(sections).toEqual(expect.arrayContaining(names));
  });

  it('says of each what it means, where to look, what cures it and whom to wake', () => {
    expect(findThinSections(paperOf(language), SECTION_PARTS[language])).toEqual([]);
  });
});

describe('an alert', () => {
  it('without a section is named, with what to write', () => {
    expect(() => alertBlocks(paperWith('old'), [alert('old'), alert('new')], 'es')).toThrow(
      'docs/runbook.md needs one section of the alert new. Write it:\n\n## `new`\n\n<!-- generated: alert-new -->',
    );
  });

  it('that is gone is named, when its section is left', () => {
    expect(() => alertBlocks(paperWith('old', 'new'), [alert('new')], 'en')).toThrow(
      'docs/runbook.md has a section old, and Bicep no such alert.',
    );
  });

  it('that nothing here knows is named', () => {
    const group = { id: '/ag', type: 'Microsoft.Insights/actionGroups', name: 'ag', properties: {} };
    const properties = { actions: [{ actionGroupId: '/ag' }] };
    const mail = { id: '/m', type: 'Microsoft.Insights/metricAlerts', name: 'cpu', properties };
    const snapshot: Snapshot = { predictedResources: [group, mail], diagnostics: [], outputs: {} };
    expect(() => listAlerts(snapshot, rules)).toThrow(
      'does not know the alert cpu (Microsoft.Insights/metricAlerts)',
    );
  });

  it('is told by what its data say', () => {
    expect(alertBlocks(paperWith('new'), [alert('new')], 'en')['alert-new']).toBe(
      '**Of new** · Severity 2 · looked at every 15 minutes, over 2 days · [its query](../infra/queries/alerts/new.kql) · ' +
        'split by `reason` · stays open until somebody closes it in the Azure portal\n\n> Look.',
    );
  });
});

it('a section that says nothing, or in another order, is named', () => {
  const paper = (text: string) => ({ path: 'a.md', text: `# A\n\n## b\n\n${text}\n` });
  const parts = ['**Means.**', '**Cure.**'];
  expect(findThinSections(paper('**Means.** It is.\n\n**Cure.** Do.'), parts)).toEqual([]);
  expect(findThinSections(paper('**Means.** It is.\n\n**Cure.** …'), parts)).toEqual([
    'a.md: ## b has nothing under **Cure.**',
  ]);
  expect(findThinSections(paper('**Cure.** Do.\n\n**Means.** It is.'), parts)).toEqual([
    'a.md: ## b has its parts in another order.',
  ]);
});
