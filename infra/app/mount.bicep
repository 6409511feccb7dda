// The share of runs as a folder of the app.

import { mountKind, mountKeySetting, runsFolder } from 'settings.bicep'

param appName string
param mount mountKind
param accountName string
param share string

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: appName

  resource mounts 'config' = {
    name: 'azurestorageaccounts'
    properties: {
      runs: {
        type: 'AzureFiles'
        protocol: mount == 'nfs' ? 'Nfs' : 'Smb'
        accountName: accountName
        shareName: share
        mountPath: runsFolder
        // No secret: it names the setting that refers to the key in the vault. NFS has no key.
        #disable-next-line use-secure-value-for-secure-inputs
        accessKey: mount == 'nfs' ? null : '@AppSettingRef(${mountKeySetting})'
      }
    }
  }
}
