metadata description = 'A private endpoint into one service, with its name in private DNS.'

@description('Name of the endpoint.')
param name string

@description('Azure region of the network.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Resource id of the subnet the endpoint is in.')
param subnetId string

@description('Resource id of the service that is reached.')
param targetId string

@description('Part of the service, e.g. blob.')
param groupId string

@description('Name of the private DNS zone of such services.')
param zoneName string

@description('Resource id of the resource group that holds the zone already; empty: the zone is made here.')
param dnsZoneGroupId string

var subnetPath = split(subnetId, '/')
var networkName = subnetPath[8]

resource ownZone 'Microsoft.Network/privateDnsZones@2024-06-01' = if (empty(dnsZoneGroupId)) {
  name: zoneName
  location: 'global'
  tags: tags
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = if (empty(dnsZoneGroupId)) {
  parent: ownZone
  name: networkName
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: resourceId(subnetPath[2], subnetPath[4], 'Microsoft.Network/virtualNetworks', networkName)
    }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: name
        properties: {
          privateLinkServiceId: targetId
          groupIds: [groupId]
        }
      }
    ]
  }
}

resource dnsRecord 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: groupId
        properties: {
          privateDnsZoneId: empty(dnsZoneGroupId)
            ? ownZone.id
            : '${dnsZoneGroupId}/providers/Microsoft.Network/privateDnsZones/${zoneName}'
        }
      }
    ]
  }
}
