metadata description = 'Storage of the host and of the sync: package, queues and tables; reached with an identity only.'

import { roles } from 'roles.bicep'

@description('Name of the account.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('How many copies are kept where, e.g. Standard_ZRS.')
param skuName string

@description('Principal id of the app.')
param principalId string

@description('Resource id of the identity of the app.')
param identityId string

@description('Resource id of the workspace that deletions are logged in.')
param workspaceId string

@description('Resource id of the subnet of private endpoints. Empty: the account is reached over the internet.')
param endpointSubnetId string

@description('Resource id of the resource group with the private DNS zones; empty: they are made here.')
param dnsZoneGroupId string

@description('Whether the account may not be deleted.')
param isLocked bool

var packageContainer = 'packages'
var batchQueue = 'contact-batches'
// The host makes the poison queue when it needs it. Made beforehand, its emptiness is something to look at.
var queueNames = [batchQueue, '${batchQueue}-poison']
var tableNames = ['syncstate', 'outcomes', 'reviews']
var isPrivate = !empty(endpointSubnetId)

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: skuName }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource packages 'containers' = {
      name: packageContainer
      properties: { publicAccess: 'None' }
    }
  }

  resource queues 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [for queueName in queueNames: { name: queueName }]
  }

  resource tables 'tableServices' = {
    name: 'default'

    resource table 'tables' = [for tableName in tableNames: { name: tableName }]
  }
}

var dataRoles = [
  roles.storageBlobDataOwner
  roles.storageQueueDataContributor
  roles.storageTableDataContributor
]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in dataRoles: {
    scope: account
    name: guid(account.id, identityId, role)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// Deletions only: reads and writes are the work itself, millions a day with a large table.
var deletions = {
  workspaceId: workspaceId
  logs: [{ category: 'StorageDelete', enabled: true }]
}

#disable-next-line use-recent-api-versions // The only other version is of 2016, and knows one setting a resource.
resource blobDeletions 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account::blobs
  name: 'deletions'
  properties: deletions
}

#disable-next-line use-recent-api-versions // The only other version is of 2016, and knows one setting a resource.
resource tableDeletions 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account::tables
  name: 'deletions'
  properties: deletions
}

module endpoints 'privateEndpoint.bicep' = [
  for part in ['blob', 'queue', 'table']: if (isPrivate) {
    params: {
      name: 'pe-${name}-${part}'
      location: location
      tags: tags
      subnetId: endpointSubnetId
      targetId: account.id
      groupId: part
      zoneName: 'privatelink.${part}.${environment().suffixes.storage}'
      dnsZoneGroupId: dnsZoneGroupId
    }
  }
]

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  scope: account
  name: 'do-not-delete'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the outcomes and the watermark: without them the next run is a full one.'
  }
}

@description('Address of the blob service.')
output blobUri string = account.properties.primaryEndpoints.blob

@description('Address of the queue service.')
output queueUri string = account.properties.primaryEndpoints.queue

@description('Address of the table service.')
output tableUri string = account.properties.primaryEndpoints.table

@description('Address of the container that packages are deployed to.')
output packageContainerUri string = '${account.properties.primaryEndpoints.blob}${packageContainer}'
