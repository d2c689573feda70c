import type { JsonObject } from '../json.ts';
import type { FederatedRecord } from '../state.ts';

export const federatedView = ({
  id,
  name,
  issuer,
  subject,
  description,
  audiences,
}: FederatedRecord): JsonObject => ({
  id,
  name,
  issuer,
  subject,
  description,
  audiences,
});
