metadata description = 'The roles that the identity of the app gets, by the ids that Azure gave them. No others are assigned.'

@export()
var roles = {
  // The host keeps its locks, timer states and keys in blobs, and reads the package.
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  // Reader and Message Processor would not cover renewing a message, putting it back, or the poison queue.
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  // Outcomes, state and reviews.
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  // Resolves the references in the settings.
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  // Sends telemetry without a key.
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}
