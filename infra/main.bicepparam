// What `azd env set NAME VALUE` sets, with the defaults. docs/howto/deploy.md explains each.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param principalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')

param plan = readEnvironmentVariable('GRIN_PLAN', 'dedicated')
param planSize = readEnvironmentVariable(
  'GRIN_PLAN_SIZE',
  readEnvironmentVariable('GRIN_PLAN', 'dedicated') == 'premium' ? 'EP1' : 'B1'
)
param mount = readEnvironmentVariable('GRIN_MOUNT', 'smb')
param maxInstances = int(readEnvironmentVariable('GRIN_MAX_INSTANCES', '1'))
param shareGiB = int(readEnvironmentVariable('GRIN_SHARE_GIB', '100'))
param taskHub = readEnvironmentVariable('TASKHUB_NAME', 'GrinToS3')

param timer = {
  run: readEnvironmentVariable('GRIN_RUN', 'main')
  schedule: readEnvironmentVariable('GRIN_SCHEDULE', '0 0 3 * * *')
  stages: readEnvironmentVariable('GRIN_STAGES', '')
  dailyQuota: readEnvironmentVariable('GRIN_DAILY_QUOTA', '')
  syncLimit: readEnvironmentVariable('GRIN_SYNC_LIMIT', '')
  auditCycleWeeks: readEnvironmentVariable('GRIN_AUDIT_CYCLE_WEEKS', '')
}

param grin = {
  libraryDirectory: readEnvironmentVariable('GRIN_LIBRARY_DIRECTORY')
  requestsPerSecond: readEnvironmentVariable('GRIN_REQUESTS_PER_SECOND', '5')
  concurrentRequests: readEnvironmentVariable('GRIN_CONCURRENT_REQUESTS', '5')
  credentialsDirectory: readEnvironmentVariable(
    'GRIN_CREDENTIALS_DIRECTORY',
    contains(readEnvironmentVariable('GRIN_SECRETS', ''), 'Grin--') ? '' : '/mounts/runs/.credentials'
  )
}

param storage = {
  type: readEnvironmentVariable('GRIN_STORAGE_TYPE', 'local')
  basePath: readEnvironmentVariable(
    'GRIN_STORAGE_PATH',
    readEnvironmentVariable('GRIN_STORAGE_TYPE', 'local') == 'local' ? '/mounts/runs/.storage' : ''
  )
  bucketRaw: readEnvironmentVariable('GRIN_BUCKET_RAW', '')
  bucketMeta: readEnvironmentVariable('GRIN_BUCKET_META', '')
  bucketFull: readEnvironmentVariable('GRIN_BUCKET_FULL', '')
  endpointUrl: readEnvironmentVariable('GRIN_STORAGE_ENDPOINT', '')
  region: readEnvironmentVariable('GRIN_STORAGE_REGION', '')
}

param secrets = empty(readEnvironmentVariable('GRIN_SECRETS', ''))
  ? []
  : split(readEnvironmentVariable('GRIN_SECRETS', ''), ',')

param alertHours = int(readEnvironmentVariable('GRIN_ALERT_HOURS', '30'))
param alertEmail = readEnvironmentVariable('GRIN_ALERT_EMAIL', '')
param protectRuns = bool(readEnvironmentVariable('GRIN_PROTECT_RUNS', 'true'))
