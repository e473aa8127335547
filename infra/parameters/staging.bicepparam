using '../main.bicep'

param environmentName = 'staging'
param sqlServer = {
  kind: 'azureSql'
  // EDIT: the server and the database of this environment.
  serverId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-cooperativa-staging/providers/Microsoft.Sql/servers/sql-cooperativa-staging'
  database: 'cooperativa'
}
param network = {
  kind: 'new'
  addressPrefix: '10.61.0.0/24'
  appSubnetPrefix: '10.61.0.0/26'
  endpointSubnetPrefix: '10.61.0.64/27'
}
param usePrivateEndpoints = true
param dailyCapGb = 5
// EDIT: who looks after the sync.
param alertEmails = ['sync@cooperativa.example']
param alertWebhook = readEnvironmentVariable('ALERT_WEBHOOK', '')
