// The share of runs over NFS: premium storage, reached from the app's subnet only. NFS knows no keys; the network is the lock.

param name string
param location string
param tags { *: string }
param subnetId string
param share string

@description('The size of the share in GiB. Paid is the whole of it; 100 is the least.')
@minValue(100)
param sizeGiB int

@description('Keep the account from being deleted: it holds the runs.')
param protect bool

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'FileStorage'
  sku: { name: 'Premium_LRS' }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    // "Secure transfer" stands for HTTPS and encrypted SMB, and refuses plain NFS. The subnet's service endpoint is the only way in.
    supportsHttpsTrafficOnly: false
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
      virtualNetworkRules: [{ id: subnetId, action: 'Allow' }]
    }
  }

  resource files 'fileServices' = {
    name: 'default'
    properties: {
      shareDeleteRetentionPolicy: { enabled: true, days: 14 }
    }

    resource runs 'shares' = {
      name: share
      properties: {
        enabledProtocols: 'NFS'
        rootSquash: 'NoRootSquash'
        shareQuota: sizeGiB
      }
    }
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (protect) {
  name: 'runs'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'Holds the runs of GrinToS3. See docs/howto/deploy.md, "Tearing down".' }
}
