// The app on Elastic Premium or on an App Service plan.

param appName string
param planName string
param location string
param tags { *: string }
param identityId string
param settings { *: string }

@description('The plan\'s size: EP1 and up are Elastic Premium, all others an App Service plan.')
param sku string

@description('The most instances.')
param maxInstances int

@description('The subnet that the app reaches its NFS share from; empty: none.')
param subnetId string

var elastic = startsWith(sku, 'EP')

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: elastic ? 'elastic' : 'linux'
  sku: { name: sku, capacity: elastic ? 1 : maxInstances }
  properties: {
    reserved: true
    maximumElasticWorkerCount: elastic ? maxInstances : null
  }
}

var runtime = {
  FUNCTIONS_EXTENSION_VERSION: '~4'
  FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'
  WEBSITE_RUN_FROM_PACKAGE: '1'
  SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: appName
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
      linuxFxVersion: 'DOTNET-ISOLATED|10.0'
      // A dedicated host that sleeps hears no timer; an elastic one is woken by the platform.
      alwaysOn: !elastic
      functionAppScaleLimit: elastic ? maxInstances : null
      minimumElasticInstanceCount: elastic ? 1 : null
      appSettings: map(items(union(settings, runtime)), setting => { name: setting.key, value: setting.value })
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output hostName string = app.properties.defaultHostName
