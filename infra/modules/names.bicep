metadata description = 'Names by convention, legal however long the prefix is.'

@description('The name of each resource.')
type namesType = {
  identity: string
  plan: string
  app: string
  storage: string
  vault: string
  workspace: string
  insights: string
  network: string
}

@export()
@description('Names of one environment. `unique` makes the three differ that must in all of Azure; it has 13 signs.')
func namesOf(prefix string, environmentName string, unique string) namesType => {
  identity: 'id-${prefix}-${environmentName}'
  plan: 'plan-${prefix}-${environmentName}'
  // At most 32 signs: the host takes its id from the first 32.
  app: 'func-${prefix}-${environmentName}-${take(unique, 5)}'
  // At most 24 letters and digits.
  storage: 'st${take(replace(prefix, '-', ''), 9)}${unique}'
  // At most 24, and no two hyphens in a row.
  vault: 'kv-${take(replace(prefix, '-', ''), 7)}-${unique}'
  workspace: 'log-${prefix}-${environmentName}'
  insights: 'appi-${prefix}-${environmentName}'
  network: 'vnet-${prefix}-${environmentName}'
}
