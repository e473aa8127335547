using '../main.bicep'

param environmentName = 'prod'
param sqlServer = {
  kind: 'address'
  // EDIT: the SQL Server of the cooperative, and what the network lets the app reach.
  host: 'sql.cooperativa.example'
  port: 1433
  database: 'cooperativa'
  addressPrefix: '10.20.0.4/32'
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
// EDIT: who looks after the sync.
param alertEmails = ['sync@cooperativa.example']
param alertWebhook = readEnvironmentVariable('ALERT_WEBHOOK', '')
