using '../main.bicep'

param environmentName = 'dev'
param sqlServer = {
  kind: 'azureSql'
  // EDIT: the server and the database of this environment.
  serverId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-cooperativa-dev/providers/Microsoft.Sql/servers/sql-cooperativa-dev'
  database: 'cooperativa'
}
param instanceMemoryMB = 512
param storageSku = 'Standard_LRS'
param dailyCapGb = 1
// EDIT: who looks after the sync.
param alertEmails = ['sync@cooperativa.example']
param alertWebhook = readEnvironmentVariable('ALERT_WEBHOOK', '')
