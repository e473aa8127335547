using '../main.bicep'

param environmentName = 'prod'
param sqlServer = {
  kind: 'address'
  // EDIT: the SQL Server of the cooperative.
  host: 'sql.cooperativa.example'
  port: 1433
  database: 'cooperativa'
  login: 'secret'
}
param network = {
  kind: 'existing'
  // EDIT: the network with the VPN or ExpressRoute to that server.
  appSubnetId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-red/providers/Microsoft.Network/virtualNetworks/vnet-cooperativa/subnets/snet-hubspot-sync'
  endpointSubnetId: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-red/providers/Microsoft.Network/virtualNetworks/vnet-cooperativa/subnets/snet-endpoints'
}
param usePrivateEndpoints = true
param alwaysReadyHttp = 1
param retentionDays = 90
param dailyCapGb = 5
// EDIT: who looks after the sync.
param alertEmails = ['sync@cooperativa.example']
// EDIT: what a month may cost, and the month it is deployed in first.
param budget = { amount: 100, from: '2026-12-01' }
param alertWebhook = readEnvironmentVariable('ALERT_WEBHOOK', '')
