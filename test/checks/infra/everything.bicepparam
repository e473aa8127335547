using '../../../infra/main.bicep'

// Never deployed: every option at once, with the longest names there can be.
param environmentName = 'staging'
param namePrefix = 'abcdefghij-1'
param sqlServer = {
  kind: 'address'
  host: 'sql.cooperativa.example'
  port: 14330
  database: 'cooperativa'
  login: 'identity'
}
param network = {
  kind: 'new'
  addressPrefix: '10.61.0.0/24'
  appSubnetPrefix: '10.61.0.0/26'
  endpointSubnetPrefix: '10.61.0.64/27'
  sqlAddressPrefix: '10.20.0.0/24'
}
param usePrivateEndpoints = true
param operatorAddresses = ['203.0.113.7']
param allowedAddresses = ['203.0.113.7', '198.51.100.0/24']
param budget = { amount: 50, from: '2026-12-01' }
param instanceMemoryMB = 4096
param alwaysReadyHttp = 2
param dailyCapGb = 1
param extraTags = { costCenter: 'socios' }
param verifySchedule = '0 0 6 * * 1'
param alertEmails = ['sync@cooperativa.example']
param alertWebhook = 'https://hooks.example/sync'
param signIn = {
  clientId: '11111111-1111-1111-1111-111111111111'
  allowedPrincipals: { groups: ['22222222-2222-2222-2222-222222222222'] }
}
