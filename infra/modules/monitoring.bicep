metadata description = 'Log Analytics and Application Insights; telemetry is taken from identities only, never from a key.'

import { roles } from 'roles.bicep'

@description('Name of the Log Analytics workspace.')
param workspaceName string

@description('Name of the Application Insights component.')
param insightsName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Days that telemetry and logs are kept.')
param retentionDays int

@description('Gigabytes a day after which nothing more is taken in; -1: no limit.')
param dailyCapGb int

@description('Principal id of the app.')
param principalId string

@description('Resource id of the identity of the app.')
param identityId string

@description('Whether the workspace may not be deleted.')
param isLocked bool

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyCapGb }
    // Without the second, 30 days are kept for 31.
    features: { disableLocalAuth: true, immediatePurgeDataOn30Days: retentionDays == 30 }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
  }
}

// The tables of Application Insights keep 90 days whatever the workspace says, unless each is told otherwise.
var telemetryTables = [
  'AppAvailabilityResults'
  'AppBrowserTimings'
  'AppDependencies'
  'AppEvents'
  'AppExceptions'
  'AppMetrics'
  'AppPageViews'
  'AppPerformanceCounters'
  'AppRequests'
  'AppSystemEvents'
  'AppTraces'
]

// A workspace takes one change at a time.
@batchSize(1)
resource tables 'Microsoft.OperationalInsights/workspaces/tables@2025-02-01' = [
  for table in telemetryTables: {
    parent: workspace
    name: table
    dependsOn: [insights]
    properties: { retentionInDays: retentionDays, totalRetentionInDays: retentionDays }
  }
]

resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, identityId, roles.monitoringMetricsPublisher)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.monitoringMetricsPublisher
    )
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  scope: workspace
  name: 'do-not-delete'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds what the sync did, and what the alerts look at.'
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id

@description('Where telemetry goes to. It is no secret: without the role nothing is taken.')
output connectionString string = insights.properties.ConnectionString
