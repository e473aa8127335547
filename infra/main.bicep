metadata description = 'HubSpot Sync in one resource group: everything the app needs, and nothing that holds a secret.'
targetScope = 'resourceGroup'

import { namesOf } from 'modules/names.bicep'
import { budgetType, networkType, sqlServerType, signInType } from 'modules/types.bicep'

@description('Which of the environments this is.')
@allowed(['dev', 'staging', 'prod'])
param environmentName string

@description('Beginning of every name: lower-case letters, digits and hyphens.')
@minLength(2)
@maxLength(12)
param namePrefix string = 'hubspot-sync'

@description('Azure region; best the one of the SQL Server.')
param location string = resourceGroup().location

@description('Tags of every resource, beside application and environment.')
param extraTags { *: string } = {}

@description('Where SQL Server is.')
param sqlServer sqlServerType

@description('The network the app reaches it through.')
param network networkType = { kind: 'none' }

@description('Whether storage and vault are reached by private endpoints only. Needs a network.')
param usePrivateEndpoints bool = false

@description('IP addresses or ranges from which people put secrets into a vault that is otherwise private.')
param operatorAddresses string[] = []

@description('IP addresses or ranges that may call the HTTP functions; empty: the whole internet may, and the keys alone guard them. Publishing is not limited by it.')
param allowedAddresses string[] = []

@description('Memory of an instance in MB; its share of a core grows with it (512: a quarter, 2048: one, 4096: two).')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances that a function is given at most; Azure takes no fewer than 40. How fast the sync goes is for HubSpot’s limit, which all instances share.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances that are always there for the HTTP functions: one spares a clerk some seconds of start, and costs by the hour.')
@minValue(0)
@maxValue(10)
param alwaysReadyHttp int = 0

@description('How many copies of the storage are kept where.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Days that telemetry and logs are kept. Of telemetry (tables App*) 90 are in the price, of all else 31.')
@minValue(30)
@maxValue(730)
param retentionDays int = 30

@description('Gigabytes of telemetry a day after which nothing more is taken in, and the alert no-run fires; -1: no limit.')
@minValue(-1)
param dailyCapGb int = -1

@description('Requests to HubSpot in any 10 s, over all instances: 100 with Free and Starter, 190 with Professional and Enterprise.')
@minValue(10)
@maxValue(1000)
param hubspotRateLimit int = 100

@description('Address of HubSpot’s API.')
param hubspotBaseUrl string = 'https://api.hubapi.com'

@description('Version of HubSpot’s API.')
@allowed(['2026-09', '2026-03', 'v3'])
param hubspotApiVersion string = '2026-09'

@description('Milliseconds that a call to HubSpot may take, from connecting to the last byte.')
@minValue(100)
@maxValue(300000)
param hubspotTimeoutMs int = 30000

@description('Days that accounts of runs, their list and hourly counters are kept in Storage.')
@minValue(14)
@maxValue(3650)
param runRetentionDays int = 90

@description('Number of the HubSpot account, as its addresses show it: for links to contacts. Without it there are none.')
@maxLength(12)
param hubspotPortalId string = ''

@description('When changes are looked for: NCRONTAB, UTC.')
param syncSchedule string = '0 */5 * * * *'

@description('When the whole table is compared: NCRONTAB, UTC. 08:00 is two in the morning in Costa Rica.')
param reconcileSchedule string = '0 0 8 * * *'

@description('When the report of the last whole week is made: NCRONTAB, UTC. 12:00 is six in the morning in Costa Rica.')
param reportSchedule string = '0 0 12 * * 1'

@description('When a verification begins by itself, best some hours before the report, e.g. 0 0 6 * * 1: NCRONTAB, UTC; empty: none does.')
param verifySchedule string = ''

@description('Path of the mapping file inside the package.')
param mappingFile string = 'shared/config/contacts.yaml'

@description('What is done to contacts: upsert; insert never touches one that exists, update never creates one.')
@allowed(['upsert', 'insert', 'update'])
param syncOperation string = 'upsert'

@description('Which records get a log line: problems, or all. What all costs is in docs/operate.md.')
@allowed(['problems', 'all'])
param logRecords string = 'problems'

@description('Entra ID in front of the HTTP functions; null: function keys alone.')
param signIn signInType?

@description('Mail addresses that are told when an alert fires.')
param alertEmails string[] = []

@description('An https address that is told as well, of something that takes the common alert schema as it is, e.g. a ticket system; empty: none.')
@secure()
param alertWebhook string = ''

@description('What the resource group may cost a month before somebody is told; null: nobody is.')
param budget budgetType?

var tags = union({ application: 'hubspot-sync', environment: environmentName }, extraTags)
var isLocked = environmentName == 'prod'

// The same with each deployment into this resource group, and another in every other.
var names = namesOf(namePrefix, environmentName, uniqueString(resourceGroup().id))

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: names.identity
  location: location
  tags: tags
}

resource identityLock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  scope: identity
  name: 'do-not-delete'
  properties: {
    level: 'CanNotDelete'
    notes: 'SQL Server, storage and vault know the app by it. One made anew under the same name is another.'
  }
}

var isAzureSql = sqlServer.kind == 'azureSql'
var sqlServerId = sqlServer.?serverId ?? ''
var sqlHost = sqlServer.?host ?? '${last(split(sqlServerId, '/'))}${environment().suffixes.sqlServerHostname}'
var sqlPort = sqlServer.?port ?? 1433

var isOwnNetwork = network.kind == 'new'
// Azure SQL is reached by its private endpoint.
var sqlAddressPrefix = !isOwnNetwork
  ? ''
  : isAzureSql
      ? network.?endpointSubnetPrefix ?? ''
      : network.?sqlAddressPrefix ?? fail('network.sqlAddressPrefix is missing: where the SQL Server is, for the rules of the network.')
module ownNetwork 'modules/network.bicep' = if (isOwnNetwork) {
  params: {
    name: names.network
    appSubnetName: 'app'
    endpointSubnetName: 'endpoints'
    location: location
    tags: tags
    addressPrefix: network.?addressPrefix ?? ''
    appSubnetPrefix: network.?appSubnetPrefix ?? ''
    endpointSubnetPrefix: network.?endpointSubnetPrefix ?? ''
    sqlAddressPrefix: sqlAddressPrefix
    sqlPort: sqlPort
  }
}

// Ids that are known before anything is deployed let what-if look ahead; hence `dependsOn` where they are used.
var ownSubnets = {
  app: resourceId('Microsoft.Network/virtualNetworks/subnets', names.network, 'app')
  endpoints: resourceId('Microsoft.Network/virtualNetworks/subnets', names.network, 'endpoints')
}
var appSubnetId = isOwnNetwork ? ownSubnets.app : network.?appSubnetId ?? ''
var endpointSubnetId = isOwnNetwork ? ownSubnets.endpoints : network.?endpointSubnetId ?? ''
var dnsZoneGroupId = network.?dnsZoneGroupId ?? ''
var privateSubnetId = !usePrivateEndpoints
  ? ''
  : empty(endpointSubnetId)
      ? fail('usePrivateEndpoints needs a network with a subnet for endpoints.')
      : endpointSubnetId

module sqlEndpoint 'modules/privateEndpoint.bicep' = if (isAzureSql && !empty(endpointSubnetId)) {
  dependsOn: [ownNetwork]
  params: {
    name: 'pe-${names.app}-sql'
    location: location
    tags: tags
    subnetId: endpointSubnetId
    targetId: sqlServerId
    groupId: 'sqlServer'
    zoneName: 'privatelink${environment().suffixes.sqlServerHostname}'
    dnsZoneGroupId: dnsZoneGroupId
  }
}

var insightsId = resourceId('Microsoft.Insights/components', names.insights)
module monitoring 'modules/monitoring.bicep' = {
  params: {
    workspaceName: names.workspace
    insightsName: names.insights
    location: location
    tags: tags
    retentionDays: retentionDays
    dailyCapGb: dailyCapGb
    principalId: identity.properties.principalId
    identityId: identity.id
    isLocked: isLocked
  }
}

module storage 'modules/storage.bicep' = {
  dependsOn: [ownNetwork]
  params: {
    name: names.storage
    location: location
    tags: tags
    skuName: storageSku
    principalId: identity.properties.principalId
    identityId: identity.id
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: privateSubnetId
    dnsZoneGroupId: dnsZoneGroupId
    isLocked: isLocked
  }
}

module vault 'modules/vault.bicep' = {
  dependsOn: [ownNetwork]
  params: {
    name: names.vault
    location: location
    tags: tags
    principalId: identity.properties.principalId
    identityId: identity.id
    workspaceId: monitoring.outputs.workspaceId
    endpointSubnetId: privateSubnetId
    dnsZoneGroupId: dnsZoneGroupId
    operatorAddresses: operatorAddresses
    isLocked: isLocked
  }
}

var secretReference = '@Microsoft.KeyVault(VaultName=${names.vault};SecretName={0})'
var sqlConnectionString = (sqlServer.?login ?? 'identity') == 'secret'
  ? format(secretReference, 'sql-connection-string')
  : 'Server=${sqlHost},${sqlPort};Database=${sqlServer.database};Authentication=Active Directory Default;User Id=${identity.properties.clientId};Encrypt=true;TrustServerCertificate=false'

var settings = {
  SQL_CONNECTION_STRING: sqlConnectionString
  HUBSPOT_ACCESS_TOKEN: format(secretReference, 'hubspot-access-token')
  HUBSPOT_BASE_URL: hubspotBaseUrl
  HUBSPOT_API_VERSION: hubspotApiVersion
  HUBSPOT_RATE_LIMIT: string(hubspotRateLimit)
  HUBSPOT_TIMEOUT_MS: string(hubspotTimeoutMs)
  SYNC_SCHEDULE: syncSchedule
  RECONCILE_SCHEDULE: reconcileSchedule
  REPORT_SCHEDULE: reportSchedule
  SYNC_CONFIG: mappingFile
  SYNC_OPERATION: syncOperation
  LOG_RECORDS: logRecords
  RETENTION_DAYS: string(runRetentionDays)
  AzureWebJobsStorage__blobServiceUri: storage.outputs.blobUri
  AzureWebJobsStorage__queueServiceUri: storage.outputs.queueUri
  AzureWebJobsStorage__tableServiceUri: storage.outputs.tableUri
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
}
var portalSettings = empty(hubspotPortalId) ? {} : { HUBSPOT_PORTAL_ID: hubspotPortalId }
var verifySettings = empty(verifySchedule) ? {} : { VERIFY_SCHEDULE: verifySchedule }
var signInSettings = signIn == null ? {} : { OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identity.properties.clientId }

module functionApp 'modules/functionApp.bicep' = {
  // The host reads storage and secrets when it starts: the roles have to be there by then.
  dependsOn: [vault, ownNetwork]
  params: {
    name: names.app
    planName: names.plan
    location: location
    tags: tags
    identityId: identity.id
    settings: union(settings, portalSettings, verifySettings, signInSettings)
    packageContainerUri: storage.outputs.packageContainerUri
    instanceMemoryMB: instanceMemoryMB
    maximumInstances: maximumInstances
    alwaysReadyHttp: alwaysReadyHttp
    subnetId: appSubnetId
    allowedAddresses: allowedAddresses
    workspaceId: monitoring.outputs.workspaceId
    signIn: signIn
  }
}

module alerts 'modules/alerts.bicep' = {
  dependsOn: [monitoring]
  params: {
    namePrefix: '${namePrefix}-${environmentName}'
    location: location
    tags: tags
    insightsId: insightsId
    emails: alertEmails
    webhook: alertWebhook
    budget: budget
  }
}

module workbook 'modules/workbook.bicep' = {
  dependsOn: [monitoring]
  params: {
    location: location
    tags: tags
    insightsId: insightsId
    displayName: 'HubSpot Sync (${environmentName})'
  }
}

@description('Name of the identity, for infra/sql/05-sync-user.sql.')
output identityName string = identity.name

@description('Name of the vault that the token of HubSpot is put into.')
output vaultName string = names.vault
