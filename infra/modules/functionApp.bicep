metadata description = 'The app on Flex Consumption: how large, how many, with which settings, and who may enter.'

import { signInType } from 'types.bicep'

@description('Name of the app, unique in all of Azure.')
param name string

@description('Name of its plan.')
param planName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Resource id of the identity it runs as.')
param identityId string

@description('Settings that the environment of the app holds, by name.')
param settings { *: string }

@description('Address of the container with the package.')
param packageContainerUri string

@description('Memory of an instance in MB.')
param instanceMemoryMB int

@description('Instances that a function is given at most. Each function scales alone, timers to one.')
param maximumInstances int

@description('Instances that are always there for the HTTP functions.')
param alwaysReadyHttp int

@description('Resource id of the subnet it runs in; empty: none.')
param subnetId string

@description('IP addresses or ranges that may call the HTTP functions; empty: all.')
param allowedAddresses string[]

@description('Resource id of the workspace of its logs.')
param workspaceId string

@description('Entra ID in front of the HTTP functions; null: function keys alone.')
param signIn signInType?

// V8 sizes its heap by the machine and leaves 250 MB of garbage uncollected. With a semi-space of 8 MB the worker was
// measured at 145 to 184 MB. The old space leaves room for the host beside the worker. Such arguments start the worker
// anew when an instance is taken into use: some hundred milliseconds of a cold start.
var oldSpaceMB = { '512': 192, '2048': 1024, '4096': 2048 }
var nodeArguments = '--max-semi-space-size=8 --max-old-space-size=${oldSpaceMB[string(instanceMemoryMB)]}'

// A range of one address is written with its length.
var callers = map(allowedAddresses, address => contains(address, '/') ? address : '${address}/32')

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      ftpsState: 'Disabled'
      ipSecurityRestrictionsDefaultAction: empty(callers) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: map(callers, (range, index) => {
        name: 'caller-${index + 1}'
        action: 'Allow'
        ipAddress: range
        priority: 100 + index
      })
      // Publishing asks for Entra ID, and comes from machines whose addresses change.
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: 'Allow'
      appSettings: [
        for setting in items(union(settings, { languageWorkers__node__arguments: nodeArguments })): {
          name: setting.key
          value: setting.value
        }
      ]
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReadyHttp > 0 ? [{ name: 'http', instanceCount: alwaysReadyHttp }] : []
      }
    }
  }

  // Publishing with a user name and a password is off: it goes with Entra ID.
  resource publishingByFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
  resource publishingByZip 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource authentication 'config' = if (signIn != null) {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: true }
      globalValidation: {
        requireAuthentication: true
        // Programs call these routes: a page to sign in on would be no answer to them.
        unauthenticatedClientAction: 'Return401'
        // For probes and the smoke test of a deployment; the function key still guards it.
        excludedPaths: ['/api/status']
      }
      httpSettings: { requireHttps: true }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: signIn.?clientId ?? ''
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
            // The identity of the app vouches for it, in place of a client secret.
            clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
          }
          validation: {
            // A token of version 2 names the registration by its id alone.
            allowedAudiences: [signIn.?clientId ?? '', 'api://${signIn.?clientId ?? ''}']
            defaultAuthorizationPolicy: { allowedPrincipals: signIn.?allowedPrincipals ?? {} }
          }
        }
      }
      login: { tokenStore: { enabled: false } }
    }
  }
}

// The host's own lines, which tell why it does not start, or why no telemetry arrives.
#disable-next-line use-recent-api-versions // The only other version is of 2016, and knows one setting a resource.
resource hostLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'host'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
  }
}
