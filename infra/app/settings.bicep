// The one place that names the app's settings. The Functions app reads the same names.

@export()
@description('flex: Flex Consumption. premium: Elastic Premium. dedicated: an App Service plan.')
type planKind = 'flex' | 'premium' | 'dedicated'

@export()
@description('How the folder of runs is mounted: Azure Files over SMB or over NFS.')
type mountKind = 'smb' | 'nfs'

@export()
@description('What is asked of GRIN, and how hard. Numbers are text: settings are.')
type grinSettings = {
  @description('The library\'s directory in GRIN, such as Harvard.')
  @minLength(1)
  libraryDirectory: string

  requestsPerSecond: string
  concurrentRequests: string

  @description('The folder of the credential files, where they are not secrets in the vault: the folder or the secrets, not both.')
  credentialsDirectory: string
}

@export()
@description('Where volumes and metadata are stored.')
type storageSettings = {
  type: 'local' | 's3' | 'r2' | 'minio' | 'gcs'

  @description('For local storage: a folder, best on the mount.')
  basePath: string

  bucketRaw: string
  bucketMeta: string
  bucketFull: string

  @description('The address of an S3 server that is not Amazon\'s.')
  endpointUrl: string

  region: string
}

@export()
@description('When the timer starts which run. The schedule has six fields, the first is seconds; UTC.')
type timerSettings = {
  run: string
  schedule: string

  @description('What it does: some of collect, request, sync, enrich and audit, separated by commas.')
  stages: string

  @description('The most conversions to request on one day. Empty: no limit but GRIN\'s.')
  dailyQuota: string

  @description('The most archives that one start takes. Empty: all.')
  syncLimit: string

  @description('Weeks in which the audit reads everything that is stored once. Empty: four, or what was given before.')
  auditCycleWeeks: string
}

@export()
@description('Where the share of runs is mounted.')
var runsFolder = '/mounts/runs'

@export()
@description('The setting that holds the key of the SMB share; the mount names it.')
var mountKeySetting = 'RUNS_MOUNT_KEY'

@export()
@description('Secrets that an operator can put into the vault. The setting has the same name with _ for each -, which vaults have instead.')
type secretName =
  | 'Grin--ServiceAccountKey'
  | 'Grin--ClientSecret'
  | 'Grin--Tokens'
  | 'Grin--Passphrase'
  | 'AWS-ACCESS-KEY-ID'
  | 'AWS-SECRET-ACCESS-KEY'

@export()
@description('The settings of the runs. What is empty is left out: then the app\'s default holds.')
func runSettings(taskHub string, timer timerSettings, grin grinSettings, storage storageSettings) { *: string } =>
  toObject(
    filter(
      items({
        GRIN_SCHEDULE: timer.schedule
        TASKHUB_NAME: taskHub
        Timer__Run: timer.run
        Timer__Stages: timer.stages
        Timer__DailyQuota: timer.dailyQuota
        Timer__SyncLimit: timer.syncLimit
        Timer__AuditCycleWeeks: timer.auditCycleWeeks
        Runs__Root: runsFolder
        Grin__LibraryDirectory: grin.libraryDirectory
        Grin__RequestsPerSecond: grin.requestsPerSecond
        Grin__ConcurrentRequests: grin.concurrentRequests
        Grin__CredentialsDirectory: grin.credentialsDirectory
        Storage__Type: storage.type
        Storage__BasePath: storage.basePath
        Storage__BucketRaw: storage.bucketRaw
        Storage__BucketMeta: storage.bucketMeta
        Storage__BucketFull: storage.bucketFull
        Storage__EndpointUrl: storage.endpointUrl
        Storage__Region: storage.region
      }),
      setting => !empty(setting.value)
    ),
    setting => setting.key,
    setting => setting.value
  )

@export()
@description('The settings of the Functions runtime: its storage by identity, without a key.')
func runtimeSettings(storageName string, storageSuffix string, clientId string, insights string) { *: string } => {
  AzureWebJobsStorage__accountName: storageName
  AzureWebJobsStorage__blobServiceUri: 'https://${storageName}.blob.${storageSuffix}'
  AzureWebJobsStorage__queueServiceUri: 'https://${storageName}.queue.${storageSuffix}'
  AzureWebJobsStorage__tableServiceUri: 'https://${storageName}.table.${storageSuffix}'
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights
}

@export()
@description('A reference that the platform resolves with the app\'s identity. No version: a new one is taken within a day.')
func vaultReference(vaultName string, secret string) string =>
  '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=${secret})'

@export()
@description('One setting a secret that the operator has put into the vault.')
func secretSettings(vaultName string, secrets secretName[]) { *: string } =>
  toObject(secrets, secret => replace(secret, '-', '_'), secret => vaultReference(vaultName, secret))
