/**
 * Columns of the tables as the Logs of an Application Insights resource show them, name:type in KQL.
 * Source: Azure Monitor's documentation, "Table schemas" under "Workspace-based resource changes" (articles/azure-monitor/app/
 * convert-classic-resource.md), column "ApplicationInsights". `customMetrics` is left out: the contract has none.
 */
const EVERYWHERE =
  'appId:string, application_Version:string, appName:string, client_Browser:string, client_City:string, ' +
  'client_CountryOrRegion:string, client_IP:string, client_Model:string, client_OS:string, client_StateOrProvince:string, ' +
  'client_Type:string, cloud_RoleInstance:string, cloud_RoleName:string, customDimensions:dynamic, ' +
  'customMeasurements:dynamic, iKey:string, itemCount:int, itemId:string, itemType:string, operation_Id:string, ' +
  'operation_Name:string, operation_ParentId:string, operation_SyntheticSource:string, sdkVersion:string, ' +
  'session_Id:string, timestamp:datetime, user_AccountId:string, user_AuthenticatedId:string, user_Id:string';

const OWN: Readonly<Record<string, string>> = {
  customEvents: 'name:string',
  dependencies:
    'data:string, duration:real, id:string, name:string, performanceBucket:string, resultCode:string, success:string, target:string, type:string',
  requests:
    'duration:real, id:string, name:string, performanceBucket:string, resultCode:string, source:string, success:string, url:string',
  exceptions:
    'assembly:string, details:dynamic, handledAt:string, innermostAssembly:string, innermostMessage:string, ' +
    'innermostMethod:string, innermostType:string, message:string, method:string, outerAssembly:string, ' +
    'outerMessage:string, outerMethod:string, outerType:string, problemId:string, severityLevel:int, type:string',
  traces: 'message:string, severityLevel:int',
};

/** `[table, columns]`, columns as `(name:type, …)`. */
export const APP_INSIGHTS_TABLES = Object.entries(OWN).map(
  ([table, own]) => [table, `(${EVERYWHERE}, ${own})`] as const,
);
