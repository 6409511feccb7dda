#!/usr/bin/env bash
# Runs the app under a Functions host that is a folder (one with Microsoft.Azure.WebJobs.Script.WebHost.dll), where there are no Core Tools.
# Usage, from the top folder: src/GrinToS3.Functions/start-host.sh HOST_FOLDER [PORT]
# Settings come from local.settings.json at the top; node reads it, which Azurite needs anyway.
set -euo pipefail
host=$(cd "${1:?give the folder of the Functions host}" && pwd)
port=${2:-7071}
cd "$(dirname "$0")/../.."
[ -f local.settings.json ] || { echo "local.settings.json is missing; copy local.settings.sample.json" >&2; exit 2; }

dotnet build src/GrinToS3.Functions -c Release
app=$PWD/src/GrinToS3.Functions/bin/Release/net10.0
home=${TMPDIR:-/tmp}/grin-functions-host
echo "Keys of the functions: $home/secrets/host.json, once the host has started"

settings=()
while IFS= read -r -d '' setting; do
  settings+=("$setting")
done < <(node -e '
  const { Values } = JSON.parse(require("fs").readFileSync("local.settings.json", "utf8"));
  for (const [name, value] of Object.entries(Values)) process.stdout.write(`${name}=${value}\0`);')

# Names with dots are no names of shell variables, so env passes them.
exec env -C "$host" -u CONTAINER_NAME "${settings[@]}" \
  AzureWebJobsScriptRoot="$app" \
  AzureWebJobsSecretStorageType=files \
  FUNCTIONS_SECRETS_PATH="$home/secrets" \
  FUNCTIONS_LOG_PATH="$home/logs" \
  AZURE_FUNCTIONS_ENVIRONMENT=Development \
  AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
  ASPNETCORE_URLS="http://127.0.0.1:$port" \
  dotnet Microsoft.Azure.WebJobs.Script.WebHost.dll
