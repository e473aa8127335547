metadata description = 'A network for the app: one subnet it runs in, one for private endpoints, and what may leave it.'

@description('Name of the network.')
param name string

@description('Name of the subnet the app runs in.')
param appSubnetName string

@description('Name of the subnet of the private endpoints.')
param endpointSubnetName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Address range of the whole network.')
param addressPrefix string

@description('Range of the subnet the app runs in.')
param appSubnetPrefix string

@description('Range of the subnet of the private endpoints.')
param endpointSubnetPrefix string

@description('Where SQL Server is: an address range, or a service tag.')
param sqlAddressPrefix string

@description('TCP port of SQL Server.')
param sqlPort int

// HubSpot has no list of addresses, so that https to everywhere has to be open. What leaves Flex Consumption may not bear an
// address of its subnet (azure-functions-host issue 10620, not confirmed): these rules do not ask where it comes from.
var outbound = [
  { name: 'AllowSqlServer', destination: sqlAddressPrefix, port: string(sqlPort) }
  { name: 'AllowPrivateEndpoints', destination: endpointSubnetPrefix, port: '443' }
  { name: 'AllowHttps', destination: 'Internet', port: '443' }
]

resource appRules 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-${name}-app'
  location: location
  tags: tags
  properties: {
    securityRules: [
      ...map(outbound, (rule, index) => {
        name: rule.name
        properties: {
          priority: 100 + index * 10
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: rule.destination
          destinationPortRange: rule.port
        }
      })
      {
        name: 'AllowDns'
        properties: {
          priority: 200
          direction: 'Outbound'
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '53'
        }
      }
      {
        name: 'DenyElse'
        properties: {
          priority: 4000
          direction: 'Outbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource endpointRules 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-${name}-endpoints'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'AllowNetwork'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: endpointSubnetPrefix
          destinationPortRanges: ['443', string(sqlPort)]
        }
      }
      {
        name: 'DenyElse'
        properties: {
          priority: 4000
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

// The subnets stand inside the network: as resources of their own a second deployment would take them away first.
resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: appSubnetName
        properties: {
          addressPrefix: appSubnetPrefix
          networkSecurityGroup: { id: appRules.id }
          delegations: [{ name: 'functions', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: endpointSubnetName
        properties: {
          addressPrefix: endpointSubnetPrefix
          networkSecurityGroup: { id: endpointRules.id }
          // Without this the rules do not hold for private endpoints.
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}
