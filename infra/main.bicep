targetScope = 'subscription'

import {
  grinSettings
  mountKeySetting
  mountKind
  planKind
  runSettings
  runtimeSettings
  secretName
  secretSettings
  storageSettings
  timerSettings
  vaultReference
} from 'app/settings.bicep'

@description('The environment\'s name: names the resource group, and a part of all other names is derived from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@minLength(1)
param location string

@description('Who deploys, to be allowed to put secrets into the vault. Empty: nobody is.')
param principalId string = ''

@description('Where the app runs. docs/costs.md says what each costs.')
param plan planKind = 'dedicated'

@description('The size of a dedicated plan, such as B1, B2 or P0v3, or of an Elastic Premium one, such as EP1. Flex has none.')
param planSize string = plan == 'premium' ? 'EP1' : 'B1'

@description('How the folder of runs is mounted. Flex has no NFS.')
param mount mountKind = 'smb'

@description('The most instances of the app. The budget for GRIN is kept by each instance for itself, so more than one asks for more.')
@minValue(1)
@maxValue(10)
param maxInstances int = 1

@description('The most that the share of runs may hold (SMB), or its size (NFS), in GiB.')
@minValue(100)
param shareGiB int = 100

@description('The name of Durable\'s task hub: letters and digits, its own for each app.')
@minLength(3)
@maxLength(45)
param taskHub string = 'GrinToS3'

param timer timerSettings
param grin grinSettings
param storage storageSettings

@description('The secrets that are in the vault. A setting that refers to a missing one would hold the reference\'s text.')
param secrets secretName[] = []

@description('Alert when no row was written for so many hours; longer than the pause of the schedule. 0: never.')
@minValue(0)
@maxValue(48)
param alertHours int = 30

@description('Who gets the alerts. Empty: they show in the portal only.')
param alertEmail string = ''

@description('A lock that keeps the storage of the runs from being deleted, also by azd down.')
param protectRuns bool = true

@description('Tags for all resources.')
param tags { *: string } = {}

var refused = plan == 'flex' && mount == 'nfs'
  ? 'Flex Consumption mounts Azure Files over SMB only: set GRIN_MOUNT to smb, or GRIN_PLAN to premium or dedicated.'
  : plan == 'premium' && !startsWith(planSize, 'EP')
      ? 'Elastic Premium has the sizes EP1, EP2 and EP3: set GRIN_PLAN_SIZE to one of them, or GRIN_PLAN to dedicated.'
      : plan == 'dedicated' && (startsWith(planSize, 'EP') || contains(['F1', 'D1', 'Y1', 'FC1'], planSize))
          ? 'A dedicated plan needs a size that stays on, such as B1, B2, S1 or P0v3: set GRIN_PLAN_SIZE.'
          : !empty(grin.credentialsDirectory) && !empty(filter(secrets, secret => startsWith(secret, 'Grin--')))
              ? 'Credentials are secrets in the vault or files in a folder: set GRIN_SECRETS or GRIN_CREDENTIALS_DIRECTORY.'
              : ''

var chosenPlan = empty(refused) ? plan : fail(refused)
var allTags = union(tags, { 'azd-env-name': environmentName })
var appTags = union(allTags, { 'azd-service-name': 'runs' })
var token = toLower(uniqueString(subscription().id, environmentName, location))
var baseName = 'grin-${token}'
var identityName = 'id-${baseName}'
var vaultName = 'kv-${baseName}'
var runtimeStorageName = 'strt${token}'
var runsStorageName = mount == 'nfs' ? 'stnfs${token}' : 'stsmb${token}'
var appName = 'func-${baseName}'
var planName = 'plan-${baseName}'
var runsShare = 'runs'
var contentShare = 'content'
var mountKeyName = 'mount-key'
var connectionName = 'share-connection'
// Elastic Premium keeps the deployed package on a share, and knows no identity for it.
var needsContent = chosenPlan == 'premium'
var smbShares = concat(mount == 'smb' ? [runsShare] : [], needsContent ? [contentShare] : [])

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: allTags
}

module identity 'app/identity.bicep' = {
  scope: group
  params: { name: identityName, location: location, tags: allTags }
}

module monitoring 'app/monitoring.bicep' = {
  scope: group
  params: { workspaceName: 'log-${baseName}', insightsName: 'appi-${baseName}', location: location, tags: allTags }
}

module alerts 'app/alerts.bicep' = {
  scope: group
  params: {
    workspaceId: monitoring.outputs.workspaceId
    location: location
    tags: allTags
    baseName: baseName
    hours: alertHours
    email: alertEmail
  }
}

module runtimeStorage 'app/runtime-storage.bicep' = {
  scope: group
  params: {
    name: runtimeStorageName
    location: location
    tags: allTags
    identityName: identityName
    deploymentContainer: 'deployments'
  }
  dependsOn: [identity]
}

module vault 'app/vault.bicep' = {
  scope: group
  params: {
    name: vaultName
    location: location
    tags: allTags
    identityName: identityName
    officerId: principalId
  }
  dependsOn: [identity]
}

module shares 'app/smb-shares.bicep' = if (!empty(smbShares)) {
  scope: group
  params: {
    name: 'stsmb${token}'
    location: location
    tags: allTags
    vaultName: vaultName
    shares: smbShares
    quotaGiB: shareGiB
    protect: protectRuns && mount == 'smb'
    keyName: mount == 'smb' ? mountKeyName : ''
    connectionName: needsContent ? connectionName : ''
  }
  dependsOn: [vault]
}

module network 'app/network.bicep' = if (mount == 'nfs') {
  scope: group
  params: { name: 'vnet-${baseName}', location: location, tags: allTags }
}

module nfsShare 'app/nfs-share.bicep' = if (mount == 'nfs') {
  scope: group
  params: {
    name: runsStorageName
    location: location
    tags: allTags
    subnetId: network!.outputs.subnetId
    share: runsShare
    sizeGiB: shareGiB
    protect: protectRuns
  }
}

var settings = union(
  runtimeSettings(
    runtimeStorageName,
    environment().suffixes.storage,
    identity.outputs.clientId,
    monitoring.outputs.connectionString
  ),
  runSettings(taskHub, timer, grin, storage),
  secretSettings(vaultName, secrets),
  mount == 'smb' ? { '${mountKeySetting}': vaultReference(vaultName, mountKeyName) } : {},
  needsContent
    ? {
        WEBSITE_CONTENTAZUREFILECONNECTIONSTRING: vaultReference(vaultName, connectionName)
        WEBSITE_CONTENTSHARE: contentShare
        WEBSITE_SKIP_CONTENTSHARE_VALIDATION: '1'
      }
    : {}
)

module flexApp 'app/flex-app.bicep' = if (chosenPlan == 'flex') {
  scope: group
  params: {
    appName: appName
    planName: planName
    location: location
    tags: appTags
    identityId: identity.outputs.id
    settings: settings
    deploymentUrl: runtimeStorage.outputs.deploymentUrl
    maxInstances: maxInstances
  }
  dependsOn: [shares, vault]
}

module planApp 'app/plan-app.bicep' = if (chosenPlan != 'flex') {
  scope: group
  params: {
    appName: appName
    planName: planName
    location: location
    tags: appTags
    identityId: identity.outputs.id
    settings: settings
    sku: planSize
    maxInstances: maxInstances
    subnetId: mount == 'nfs' ? network!.outputs.subnetId : ''
  }
  dependsOn: [runtimeStorage, shares, vault]
}

module mounts 'app/mount.bicep' = {
  scope: group
  params: {
    appName: appName
    mount: mount
    accountName: runsStorageName
    share: runsShare
  }
  dependsOn: [flexApp, planApp, shares, nfsShare]
}

output AZURE_RESOURCE_GROUP string = group.name
output GRIN_APP_NAME string = appName
output GRIN_APP_URL string = 'https://${chosenPlan == 'flex' ? flexApp!.outputs.hostName : planApp!.outputs.hostName}'
output GRIN_VAULT_NAME string = vaultName
output GRIN_RUNS_ACCOUNT string = runsStorageName
output GRIN_RUNS_SHARE string = runsShare
