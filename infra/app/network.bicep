// A network with one subnet for the app. Only what goes to the share takes this way; GRIN and the buckets are reached directly.

param name string
param location string
param tags { *: string }

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.60.0.0/24'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.60.0.0/26'
          delegations: [{ name: 'app', properties: { serviceName: 'Microsoft.Web/serverFarms' } }]
          serviceEndpoints: [{ service: 'Microsoft.Storage' }]
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }
}

output subnetId string = network::app.id
