#!/usr/bin/env bash
# Deploys one environment: shows what would change, deploys the templates, publishes the app, asks it how it is, and gives what only reads
# a key of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

USAGE='Usage: infra/deploy.sh dev|staging|prod --resource-group NAME [--what-if] [--yes] [--package FILE.zip] [--app-only]
  --what-if       show what would change in Azure, and change nothing
  --yes           do not ask before changing Azure
  --package FILE  publish this package instead of building one, e.g. an earlier one to go back to
  --app-only      publish the app, and leave everything else in Azure as it is'

fail() {
  echo "$1" >&2
  exit "${2:-1}"
}

needs() {
  command -v "$1" > /dev/null || fail "$1 is not installed: $2"
}

environment=''
group=''
package=''
what_if=false
confirmed=false
app_only=false
while [ $# -gt 0 ]; do
  case "$1" in
    dev | staging | prod) environment=$1 ;;
    --resource-group | --package)
      [ $# -ge 2 ] || fail "$1 needs a value."$'\n'"$USAGE" 2
      if [ "$1" = --package ]; then package=$2; else group=$2; fi
      shift
      ;;
    --what-if) what_if=true ;;
    --yes) confirmed=true ;;
    --app-only) app_only=true ;;
    *) fail "What is \"$1\"?"$'\n'"$USAGE" 2 ;;
  esac
  shift
done
[ -n "$environment" ] || fail "Which environment: dev, staging or prod?"$'\n'"$USAGE" 2
[ -n "$group" ] || fail "Which resource group? Say --resource-group NAME."$'\n'"$USAGE" 2
[ -z "$package" ] || [ -f "$package" ] || fail "There is no package $package."

needs az 'https://aka.ms/azure-cli says how to get the Azure CLI (2.76 or later).'
if [ "$what_if" = false ]; then
  needs curl 'your system has a package of that name.'
  if [ -z "$package" ]; then
    needs npm 'it comes with Node.js, https://nodejs.org.'
    needs zip 'your system has a package of that name.'
  fi
fi
az account show --output none 2> /dev/null || fail 'Nobody is signed in to Azure: run `az login`, then `az account set --subscription …`.'
az group show --name "$group" --output none 2> /dev/null ||
  fail "There is no resource group $group in this subscription: \`az group create --name $group --location …\` makes it."

parameters=infra/parameters/$environment.bicepparam
if [ "$app_only" = false ]; then
  # What stands there until somebody fills it in: Azure would take it, and mail nobody.
  if placeholders=$(grep -nE "^ *[^ /].*([.]example'|00000000-0000-0000-0000-000000000000)" "$parameters"); then
    fail "$parameters still has its examples; put in your own where it says EDIT:"$'\n'"$placeholders"
  fi
  region=$(az group show --name "$group" --query location --output tsv)
  versions=$(az functionapp list-flexconsumption-runtimes --location "$region" --runtime node --query '[].version' --output tsv) || versions=''
  case " ${versions//$'\n'/ } " in
    *' 24 '*) ;;
    *) fail "$region has no Flex Consumption with Node 24, which the app needs: take another region (\`az functionapp list-flexconsumption-locations --query '[].name'\` lists those that have the plan)." ;;
  esac
fi
# Whoever only looks need not have the right to write; whoever deploys is told now of a right that is missing.
validation=Provider
[ "$what_if" = false ] || validation=ProviderNoRbac
if [ "$app_only" = false ]; then
  az deployment group what-if --resource-group "$group" --parameters "$parameters" --validation-level "$validation"
fi
[ "$what_if" = false ] || exit 0

if [ "$confirmed" = false ]; then
  [ -t 0 ] || fail 'Nobody can be asked here: say --yes, or --what-if.' 2
  read -r -p "Deploy to $environment ($group)? [y/N] " answer
  [ "$answer" = y ] || fail 'Nothing was changed.'
fi

if [ "$app_only" = false ]; then
  az deployment group create --name "hubspot-sync-$environment" --resource-group "$group" --parameters "$parameters" --output none
fi
# By its tags: a deployment that failed has no outputs, and the app that was there before it is to be gone back with.
found=$(az functionapp list --resource-group "$group" \
  --query "[?tags.application=='hubspot-sync' && tags.environment=='$environment'].[name, defaultHostName]" --output tsv)
case "$found" in
  '') fail "$group has no app with the tags application=hubspot-sync and environment=$environment: leave out --app-only, to deploy it." ;;
  *$'\n'*) fail "$group has several apps with the tags application=hubspot-sync and environment=$environment:"$'\n'"$found" ;;
esac
IFS=$'\t' read -r app host <<< "$found"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "$package" ]; then
  npm run build
  package=$work/app.zip
  (cd dist && zip -q -r "$package" .)
fi

# A role that was given a moment ago is not known everywhere yet: storage refuses the first package then.
for attempt in 1 2 3 4 5; do
  az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$package" --output none && break
  [ "$attempt" -lt 5 ] || fail "The package could not be published to $app."
  echo "Not published yet (try $attempt of 5); once more in ${DEPLOY_PAUSE_S:-30} s." >&2
  sleep "${DEPLOY_PAUSE_S:-30}"
done

# The status of `GET /api/status`. A host that is still starting gives no key.
ask() {
  local key
  key=$(az functionapp keys list --resource-group "$group" --name "$app" --query functionKeys.default --output tsv) || return 0
  # The key goes by a file: what stands on a command line can be read by everybody on the machine.
  (umask 077 && printf 'header = "x-functions-key: %s"\n' "$key" > "$work/key")
  curl --silent --config "$work/key" --max-time 120 --output "$work/status" --write-out '%{http_code}' "https://$host/api/status" || true
}

# The functions whose route is a GET with data. A test compares them with what the app registers.
readers='health metrics status readAssociate readHistory listReviews countReviews listSyncs readSync listReports readReport openapi'

# Gives all of them one key, `read`: who has it sees everything, and starts nothing, for what acts is other functions. It stays what it is
# from one deployment to the next; who deletes it from `health` has a new one made.
give_read_key() {
  local key there function
  there=$(az functionapp function list --resource-group "$group" --name "$app" --query '[].name' --output tsv) || return 1
  key=$(az functionapp function keys list --resource-group "$group" --name "$app" --function-name health --query read --output tsv) || return 1
  case "$key" in '' | None) key=$(head -c 48 /dev/urandom | base64 | tr -dc 'A-Za-z0-9') ;; esac
  # By a file, like the other one: az reads what begins with @.
  (umask 077 && printf '%s' "$key" > "$work/read")
  for function in $readers; do
    # An earlier package may not have it yet.
    case $'\n'"$there"$'\n' in *"/$function"$'\n'*) ;; *) continue ;; esac
    az functionapp function keys set --resource-group "$group" --name "$app" --function-name "$function" \
      --key-name read --key-value "@$work/read" --output none || return 1
  done
  echo "The key that only reads: az functionapp function keys list --resource-group $group --name $app --function-name health --query read --output tsv"
}

tell_read_key() {
  give_read_key || fail "$app runs, and the key that only reads could not be set on its functions: deploy once more, with --app-only."
}

for attempt in 1 2 3 4 5 6 7 8 9 10; do
  : > "$work/status"
  status=$(ask)
  # Azure answers 503 as well while the host starts; JSON is the app's.
  case "$status$(cat "$work/status")" in
    200*)
      echo "$app is healthy: https://$host/api/status"
      tell_read_key
      exit 0
      ;;
    403*)
      tell_read_key
      fail "$app is published, and does not let this machine in: ask https://$host/api/status from one of allowedAddresses how it is."
      ;;
    503{*)
      cat "$work/status"
      tell_read_key
      fail $'\n'"$app runs, and is not healthy; its answer above says why. In a new environment the secrets and the SQL user come next: infra/README.md."
      ;;
  esac
  echo "https://$host/api/status answers ${status:-nothing} (try $attempt of 10)." >&2
  [ "$attempt" -eq 10 ] || sleep "${DEPLOY_PAUSE_S:-30}"
done
fail "$app does not answer. The table FunctionAppLogs of the workspace says why its host does not start."
