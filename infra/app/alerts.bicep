param workspaceId string
param location string
param tags { *: string }
param baseName string

@description('Alert when no row was written for so many hours; 0: no such alert. A log alert looks back two days at the most.')
@minValue(0)
@maxValue(48)
param hours int

@description('Who gets the alerts. Empty: they show in the portal only.')
param email string

// The counter of rows in applied batches, known ones included: each listing counts, also one without news.
var noProgress = '''
AppMetrics
| where TimeGenerated > ago({0}h) and Name == "grin.progress.rows"
| summarize Rows = coalesce(sum(Sum), 0.0)
| where Rows == 0
'''

// A run that fails throws RunFailedException out of its orchestration; a start that fails does so out of the timer's function. Which table
// has them depends on the exporter, so all are asked.
var runFailed = '''
union isfuzzy=true
  (AppTraces | where SeverityLevel >= 3 and Message has "RunFailedException"),
  (AppExceptions | where ExceptionType has "RunFailedException" or OuterMessage has "RunFailedException"),
  (AppRequests | where Success == false and (Name startswith "orchestration:" or Name has "MirrorOnSchedule"))
'''

var rules = concat(
  hours == 0
    ? []
    : [
        {
          name: 'no-progress'
          title: 'GrinToS3: no progress for ${hours} hours'
          description: 'No row was written to any run. Start with docs/howto/a-run-is-stuck.md.'
          query: format(noProgress, hours)
          every: 'PT1H'
          window: 'P2D'
        }
      ],
  [
    {
      name: 'run-failed'
      title: 'GrinToS3: a run failed'
      description: 'A run ended in failure. The log says why: docs/howto/where-are-my-logs.md.'
      query: runFailed
      every: 'PT15M'
      window: 'PT15M'
    }
  ]
)

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${baseName}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'GrinToS3'
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${rule.name}-${baseName}'
    location: location
    tags: tags
    properties: {
      displayName: rule.title
      description: rule.description
      enabled: true
      severity: 1
      scopes: [workspaceId]
      evaluationFrequency: rule.every
      windowSize: rule.window
      // A table that nothing was written to yet does not exist: the check of the query would refuse a new workspace.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [group.id] }
    }
  }
]
