import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ofType, property, readApp, settingsOf } from '../../../infra/docs/snapshot.ts';
import { ENVIRONMENTS } from '../../checks/infra/environments.ts';
import { judge } from '../../checks/infra/rules/allRules.ts';
import { useEnvironments } from './useEnvironments.ts';

const environments = useEnvironments(...ENVIRONMENTS.map(({ name }) => name));

/** [access, from, to, ports] of each rule of a network security group. */
function rulesOf(suffix: string): readonly unknown[] {
  const { snapshot } = environments.get('everything');
  const group = ofType(snapshot, 'Microsoft.Network/networkSecurityGroups').find(({ name }) =>
    name.endsWith(suffix),
  );
  return z
    .array(z.object({ properties: z.record(z.string(), z.unknown()) }))
    .parse(group && property(group, 'securityRules'))
    .map(({ properties }) => [
      properties['access'],
      properties['sourceAddressPrefix'],
      properties['destinationAddressPrefix'],
      properties['destinationPortRange'] ?? properties['destinationPortRanges'],
    ]);
}

describe('what Azure would get', () => {
  it.each(ENVIRONMENTS)('keeps every rule: $name', ({ name }) => {
    expect(judge(environments.get(name))).toEqual([]);
  });

  it('keeps SQL Server’s password in the vault where there is one, and has none elsewhere', () => {
    const connection = (name: string) => settingsOf(environments.get(name).snapshot)['SQL_CONNECTION_STRING'];
    expect(connection('prod')).toMatch(
      /^@Microsoft\.KeyVault\(VaultName=kv-[\w-]+;SecretName=sql-connection-string\)$/,
    );
    expect(connection('everything')).toContain(
      'Server={0},{1};Database={2};Authentication=Active Directory Default',
    );
  });

  it('reaches Azure SQL by a private endpoint wherever there is a network', () => {
    const endpoints = (name: string) =>
      ofType(environments.get(name).snapshot, 'Microsoft.Network/privateEndpoints').filter((endpoint) =>
        JSON.stringify(property(endpoint, 'privateLinkServiceConnections')).includes('Microsoft.Sql/servers'),
      );
    expect(endpoints('staging')).toHaveLength(1);
    expect(endpoints('dev')).toHaveLength(0);
  });

  it('lets the app out to SQL Server, DNS and https, and nowhere else', () => {
    // What leaves Flex Consumption may bear another address than its subnet's: a rule by source would hold it back.
    expect(rulesOf('-app')).toEqual([
      ['Allow', '*', '10.20.0.0/24', '14330'],
      ['Allow', '*', '10.61.0.64/27', '443'],
      ['Allow', '*', 'Internet', '443'],
      ['Allow', '*', 'VirtualNetwork', '53'],
      ['Deny', '*', '*', '*'],
    ]);
  });

  it('lets the network in to the private endpoints, and nobody else', () => {
    expect(rulesOf('-endpoints')).toEqual([
      ['Allow', 'VirtualNetwork', '10.61.0.64/27', ['443', '14330']],
      ['Deny', '*', '*', '*'],
    ]);
  });

  it('puts Entra ID in front of the HTTP functions where it is asked for, without a client secret', () => {
    const entered = (name: string) => ofType(environments.get(name).snapshot, 'Microsoft.Web/sites/config');
    expect(entered('prod')).toEqual([]);
    const [authentication] = entered('everything');
    expect(authentication && property(authentication, 'globalValidation')).toMatchObject({
      requireAuthentication: true,
      unauthenticatedClientAction: 'Return401',
    });
    expect(JSON.stringify(authentication)).not.toContain('redirectToProvider');
    expect(settingsOf(environments.get('everything').snapshot)).toHaveProperty(
      'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID',
    );
  });

  it('lets the addresses of the parameters call, nobody else, and without any the whole internet', () => {
    const site = (name: string) => readApp(environments.get(name).snapshot).siteConfig;
    expect(site('everything')).toMatchObject({
      ipSecurityRestrictionsDefaultAction: 'Deny',
      ipSecurityRestrictions: [
        { action: 'Allow', ipAddress: '203.0.113.7/32' },
        { action: 'Allow', ipAddress: '198.51.100.0/24' },
      ],
    });
    expect(site('prod')).toMatchObject({
      ipSecurityRestrictionsDefaultAction: 'Allow',
      ipSecurityRestrictions: [],
    });
  });

  it('tells of money before the month is over, and keeps 90 days where production asks for them', () => {
    const budgets = (name: string) =>
      ofType(environments.get(name).snapshot, 'Microsoft.Consumption/budgets').map(
        ({ properties }) => properties,
      );
    expect(budgets('dev')).toEqual([]);
    expect(budgets('prod')).toEqual([
      expect.objectContaining({ amount: 100, timePeriod: { startDate: '2026-12-01T00:00:00Z' } }),
    ]);
    const kept = ofType(
      environments.get('prod').snapshot,
      'Microsoft.OperationalInsights/workspaces/tables',
    ).map((table) => property(table, 'totalRetentionInDays'));
    expect(kept).toEqual(Array.from({ length: 11 }, () => 90));
  });

  it('shows the weekly report over months, whatever time somebody looks at', () => {
    const [workbook] = ofType(environments.get('prod').snapshot, 'Microsoft.Insights/workbooks');
    const panel = z.looseObject({ name: z.string(), content: z.looseObject({}) });
    const { items } = z
      .object({ items: z.array(panel) })
      .parse(JSON.parse(String(workbook && property(workbook, 'serializedData'))));
    const contentOf = (name: string) => items.find((item) => item.name === name)?.content;
    expect(contentOf('weekly-report')).toMatchObject({ timeContext: { durationMs: 90 * 86_400_000 } });
    expect(contentOf('weekly-report')).not.toHaveProperty('timeContextFromParameter');
    expect(contentOf('kpis')).toHaveProperty('timeContextFromParameter', 'TimeRange');
  });

  it('keeps the alerts open that wait for a person, or tell something once, and tells of each again only after its window', () => {
    const rules = ofType(environments.get('prod').snapshot, 'Microsoft.Insights/scheduledQueryRules');
    const open = rules
      .filter((rule) => property(rule, 'autoMitigate') === false)
      .map((rule) => [rule.name.split('-prod-')[1], property(rule, 'muteActionsDuration')]);
    expect(open.sort()).toEqual([
      ['deletes-held', 'PT6H'],
      ['poison', 'PT6H'],
      ['preflight-error', 'P1D'],
      ['run-imbalance', 'P1D'],
      ['weekly-summary', 'PT6H'],
    ]);
  });

  it('tells the mail addresses of the parameters, and keeps the webhook out of what can be read', () => {
    const [group] = ofType(environments.get('everything').snapshot, 'Microsoft.Insights/actionGroups');
    expect(group && property(group, 'emailReceivers')).toEqual([
      expect.objectContaining({ emailAddress: 'sync@cooperativa.example' }),
    ]);
    expect(JSON.stringify(group)).not.toContain('hooks.example');
    expect(group && property(group, 'webhookReceivers')).toContain("parameters('alertWebhook')");
  });
});
