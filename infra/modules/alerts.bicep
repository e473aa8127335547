metadata description = 'One rule for each entry of infra/queries/alerts.json, a budget, and who is told.'

import { alertQueries } from 'queries.bicep'
import { budgetType } from 'types.bicep'

@description('Beginning of the name of each rule.')
param namePrefix string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Resource id of the Application Insights component that is asked.')
param insightsId string

@description('Mail addresses that are told.')
param emails string[]

@description('An https address that gets the common alert schema; empty: none.')
@secure()
param webhook string

@description('What the resource group may cost a month; null: as much as it does.')
param budget budgetType?

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${namePrefix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'hubspotsync'
    emailReceivers: [for email in emails: { name: email, emailAddress: email, useCommonAlertSchema: true }]
    webhookReceivers: empty(webhook) ? [] : [{ name: 'webhook', serviceUri: webhook, useCommonAlertSchema: true }]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in loadJsonContent('../queries/alerts.json'): {
    name: '${namePrefix}-${alert.query}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.displayName
      description: '${alert.description.en}\n\n${alert.description.es}\n\ndocs/runbook.md#${alert.query}'
      enabled: true
      severity: alert.severity
      scopes: [insightsId]
      evaluationFrequency: alert.evaluationFrequency
      windowSize: alert.windowSize
      // What a person has to decide, or is told once, stays open until somebody closes it. Such a rule would tell with every look: not again
      // before what it saw has left its window.
      autoMitigate: !alert.staysOpen
      muteActionsDuration: alert.staysOpen ? alert.windowSize : null
      // A component that was just made does not know its tables yet; `npm test` puts the queries through Kusto's parser.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alertQueries[alert.query]
            timeAggregation: alert.timeAggregation
            metricMeasureColumn: alert.measureColumn
            operator: alert.operator
            threshold: alert.threshold
            dimensions: [for name in alert.dimensions: { name: name, operator: 'Include', values: ['*'] }]
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [actionGroup.id] }
    }
  }
]

resource spending 'Microsoft.Consumption/budgets@2026-06-01' = if (budget != null) {
  name: 'budget-${namePrefix}'
  properties: {
    category: 'Cost'
    amount: budget.?amount ?? 0
    timeGrain: 'Monthly'
    timePeriod: { startDate: '${budget.?from ?? ''}T00:00:00Z' }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: []
        contactGroups: [actionGroup.id]
      }
      foreseen: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: []
        contactGroups: [actionGroup.id]
      }
    }
  }
}
