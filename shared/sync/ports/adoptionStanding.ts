/** Whether an adoption run vouches that nobody unknown is in the portal: none ever did, one does, or one did. */
export type AdoptionStanding = 'none' | 'inForce' | 'expired';
