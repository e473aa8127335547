#!/usr/bin/env bash
# Gives an identity that deploys by itself, such as the one of GitHub Actions, its roles on the group of one environment:
# it may make everything there, and give nobody any role but the five of the app.
set -euo pipefail
cd "$(dirname "$0")/.."

USAGE='Usage: infra/allow-deployer.sh dev|staging|prod --resource-group NAME --principal OBJECT_ID
  --principal  object id of its service principal (`az ad sp show --id <client id> --query id`), not its client id'

fail() {
  echo "$1"$'\n'"$USAGE" >&2
  exit 2
}

environment=''
group=''
principal=''
while [ $# -gt 0 ]; do
  case "$1" in
    dev | staging | prod) environment=$1 ;;
    --resource-group | --principal)
      [ $# -ge 2 ] || fail "$1 needs a value."
      if [ "$1" = --principal ]; then principal=$2; else group=$2; fi
      shift
      ;;
    *) fail "What is \"$1\"?" ;;
  esac
  shift
done
[ -n "$environment" ] || fail 'Which environment: dev, staging or prod?'
[ -n "$group" ] || fail 'Which resource group? Say --resource-group NAME.'
[ -n "$principal" ] || fail 'Who deploys? Say --principal OBJECT_ID.'

roles=$(sed -nE "s/^  [a-zA-Z]+: '([0-9a-f-]{36})'\$/\1/p" infra/modules/roles.bicep)
ids=${roles//$'\n'/, }
# May give and take away the roles of the app, and to no people.
named='Microsoft.Authorization/roleAssignments'
condition="((!(ActionMatches{'$named/write'})) OR (@Request[$named:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {$ids} AND @Request[$named:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'})) AND ((!(ActionMatches{'$named/delete'})) OR (@Resource[$named:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {$ids} AND @Resource[$named:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}))"

# Only this role may lock as well, which production is; the condition binds both.
assigner='Role Based Access Control Administrator'
[ "$environment" != prod ] || assigner='User Access Administrator'

scope=$(az group show --name "$group" --query id --output tsv)
give() {
  az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \
    --scope "$scope" --role "$@" --output none
}
give Contributor
give "$assigner" --condition-version 2.0 --condition "$condition"
echo "$principal may deploy $environment to $group, and give no other roles there than those of infra/modules/roles.bicep."
