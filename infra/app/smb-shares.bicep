// Shares over SMB. The platform mounts them with the account's key only, so the key lies in the vault and nowhere else.

param name string
param location string
param tags { *: string }
param vaultName string

@description('The shares to make.')
param shares string[]

@description('The most that one share may hold, in GiB. Paid is what is used.')
param quotaGiB int

@description('Keep the account from being deleted: it holds the runs.')
param protect bool

@description('What the vault calls the key; empty: none is needed.')
param keyName string

@description('What the vault calls the connection string; empty: none is needed.')
param connectionName string

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    allowSharedKeyAccess: true
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource files 'fileServices' = {
    name: 'default'
    properties: {
      shareDeleteRetentionPolicy: { enabled: true, days: 14 }
      protocolSettings: {
        smb: { versions: 'SMB3.1.1', channelEncryption: 'AES-128-GCM;AES-256-GCM' }
      }
    }

    resource share 'shares' = [
      for share in shares: {
        name: share
        properties: {
          accessTier: 'TransactionOptimized'
          shareQuota: quotaGiB
        }
      }
    ]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (protect) {
  name: 'runs'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'Holds the runs of GrinToS3. See docs/howto/deploy.md, "Tearing down".' }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName

  resource key 'secrets' = if (!empty(keyName)) {
    name: keyName
    properties: { value: account.listKeys().keys[0].value }
  }

  resource connection 'secrets' = if (!empty(connectionName)) {
    name: connectionName
    properties: {
      value: join(
        [
          'DefaultEndpointsProtocol=https'
          'AccountName=${account.name}'
          'AccountKey=${account.listKeys().keys[0].value}'
          'EndpointSuffix=${environment().suffixes.storage}'
        ],
        ';'
      )
    }
  }
}
