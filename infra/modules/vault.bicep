metadata description = 'The vault of the secrets. It is made empty: no secret passes through a deployment.'

import { roles } from 'roles.bicep'

@description('Name of the vault.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Principal id of the app.')
param principalId string

@description('Resource id of the identity of the app.')
param identityId string

@description('Resource id of the workspace that every access is logged in.')
param workspaceId string

@description('Resource id of the subnet of private endpoints. Empty: the vault is reached over the internet.')
param endpointSubnetId string

@description('Resource id of the resource group with the private DNS zones; empty: they are made here.')
param dnsZoneGroupId string

@description('IP addresses or ranges from which people put secrets into a vault that is otherwise private.')
param operatorAddresses string[]

@description('Whether the vault may not be deleted, nor purged before its time.')
param isLocked bool

var isPrivate = !empty(endpointSubnetId)

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: isLocked ? 90 : 7
    // It can never be switched off again, and Azure takes no `false`.
    enablePurgeProtection: isLocked ? true : null
    publicNetworkAccess: isPrivate && empty(operatorAddresses) ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      ipRules: [for address in operatorAddresses: { value: address }]
    }
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, identityId, roles.keyVaultSecretsUser)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
  }
}

#disable-next-line use-recent-api-versions // The only other version is of 2016, and knows one setting a resource.
resource accesses 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'accesses'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

module endpoint 'privateEndpoint.bicep' = if (isPrivate) {
  params: {
    name: 'pe-${name}'
    location: location
    tags: tags
    subnetId: endpointSubnetId
    targetId: vault.id
    groupId: 'vault'
    zoneName: 'privatelink.vaultcore.azure.net'
    dnsZoneGroupId: dnsZoneGroupId
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  scope: vault
  name: 'do-not-delete'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the token of HubSpot.'
  }
}
