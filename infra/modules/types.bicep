@export()
@description('The network the app reaches SQL Server through.')
@discriminator('kind')
type networkType = noNetwork | newNetwork | existingNetwork

@description('No network of ours: the app goes out over the internet.')
type noNetwork = { kind: 'none' }

@description('A network of our own, for a SQL Server that is reached by a private endpoint in it, or over the internet.')
type newNetwork = {
  kind: 'new'

  @description('Address range of the whole network, e.g. 10.60.0.0/24.')
  addressPrefix: string

  @description('Range of the subnet the app runs in: /27 or larger; one address an instance.')
  appSubnetPrefix: string

  @description('Range of the subnet of the private endpoints: /28 or larger.')
  endpointSubnetPrefix: string

  @description('Where a SQL Server of kind `address` is, e.g. 10.20.0.4/32: what the app may reach on its port. Azure SQL needs none.')
  sqlAddressPrefix: string?
}

@description('A network that is there, e.g. the one with the SQL Server in it or with the VPN to it.')
type existingNetwork = {
  kind: 'existing'

  @description('Resource id of an empty subnet that is delegated to Microsoft.App/environments. Its name has no underscore.')
  appSubnetId: string

  @description('Resource id of the subnet for private endpoints; needed only where there are any.')
  endpointSubnetId: string?

  @description('Resource id of the resource group that holds the private DNS zones of the company. Absent: zones are made here, which Azure refuses where the network is linked to such zones already.')
  dnsZoneGroupId: string?
}

@export()
@description('Where SQL Server is.')
@discriminator('kind')
type sqlServerType = azureSql | sqlServerByAddress

@description('Azure SQL: reached by a private endpoint wherever there is a network, and logged in to with the identity.')
type azureSql = {
  kind: 'azureSql'

  @description('Resource id of the logical server.')
  serverId: string

  @description('Name of the database.')
  database: string
}

@description('A SQL Server by its address, on premises or in a virtual machine.')
type sqlServerByAddress = {
  kind: 'address'

  @description('Host name or IP address. A certificate is checked against it.')
  host: string

  @description('TCP port.')
  @minValue(1)
  @maxValue(65535)
  port: int

  @description('Name of the database.')
  database: string

  @description('`identity` where the server knows Entra ID (SQL Server 2022); `secret` for a SQL login: the whole connection string is then the secret sql-connection-string of the vault.')
  login: 'identity' | 'secret'
}

@export()
@description('A budget of the resource group: told when 80 % are spent, and when the month will come to more than all of it.')
type budgetType = {
  @description('Amount a month, in the currency of the subscription.')
  @minValue(1)
  amount: int

  @description('First day of the month it begins with, e.g. 2026-12-01. It stays as it is: Azure takes no other for a budget that is there.')
  from: string
}

@export()
@description('An application registration of Entra ID in front of the HTTP functions.')
type signInType = {
  @description('Client id of the registration. It trusts the identity of the app by a federated credential, so there is no client secret.')
  clientId: string

  @description('Object ids of the users and groups that may enter; absent: everybody the registration lets in.')
  allowedPrincipals: { groups: string[]?, identities: string[]? }?
}
