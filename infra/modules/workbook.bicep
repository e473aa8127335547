metadata description = 'The workbook: what infra/workbook.json lists, with the queries of infra/queries as they are.'

import { queries } from 'queries.bicep'

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Resource id of the Application Insights component that is asked.')
param insightsId string

@description('What the workbook is called in the portal.')
param displayName string

var component = 'microsoft.insights/components'
var hour = 3600000

// The examples that stand in the queries for what a person types in.
var examples = { Associate: 'A-000123', Run: '20261122T192500Z-0000' }

var timeRange = {
  id: guid(insightsId, 'TimeRange')
  version: 'KqlParameterItem/1.0'
  name: 'TimeRange'
  label: 'Período · Time range'
  type: 4
  isRequired: true
  value: { durationMs: 24 * hour }
  typeSettings: {
    selectableValues: map([1, 4, 24, 48, 168, 720], hours => { durationMs: hours * hour })
    allowCustom: true
  }
}

var texts = map(items({ Associate: 'Asociado · Associate', Run: 'Corrida · Run' }), text => {
  id: guid(insightsId, text.key)
  version: 'KqlParameterItem/1.0'
  name: text.key
  label: text.value
  type: 1
  isRequired: true
  value: ''
})

var parameters = {
  type: 9
  name: 'parameters'
  content: {
    version: 'KqlParameterItem/1.0'
    parameters: concat([timeRange], texts)
    style: 'pills'
    queryType: 0
    resourceType: component
  }
}

// A query that needs what a person types waits for it.
var typed = mapValues(
  queries,
  query => replace(replace(query, examples.Associate, '{Associate}'), examples.Run, '{Run}')
)

var sections = map(
  loadJsonContent('../workbook.json'),
  section =>
    concat(
      [{ type: 1, name: section.title, content: { json: '## ${section.title}' } }],
      map(section.panels, panel => {
        type: 3
        name: panel.query
        customWidth: string(panel.width)
        content: {
          version: 'KqlItem/1.0'
          title: panel.title
          query: typed[panel.query]
          size: 0
          // A panel with days of its own looks at them, whatever time is chosen above.
          ...(contains(panel, 'days')
            ? { timeContext: { durationMs: panel.days * 24 * hour } }
            : { timeContextFromParameter: 'TimeRange' })
          queryType: 0
          resourceType: component
          visualization: panel.visualization
        }
      })
    )
)

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insightsId, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    category: 'workbook'
    sourceId: insightsId
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat([parameters], flatten(sections))
      fallbackResourceIds: [insightsId]
      '$schema': 'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json'
    })
  }
}
