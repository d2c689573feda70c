import type { AppId } from '../ids.ts';
import { facetOf } from '../tenant.ts';
import type { OtherKind } from './definition.ts';
import { set } from './foreseen.ts';

export interface AddFederatedCredential {
  readonly kind: 'add-federated-credential';
  readonly app: 'server';
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

export const addFederatedCredential: OtherKind<AddFederatedCredential> = {
  summary: ({ name, subject }) => `Add the federated credential ${name} for ${subject}`,
  describe: ({ name, issuer, subject, audience }) => ({
    before: null,
    after: { name, issuer, subject, audiences: [audience] },
  }),
  simulate: (tenant, { name, issuer, subject, audience }) =>
    set(tenant, 'serverFederatedCredentials', [
      ...(facetOf(tenant, 'serverFederatedCredentials') ?? []),
      { id: '{federatedCredential.id}', name, issuer, subject, audiences: [audience] },
    ]),
};

export function federatedCredentialBody(
  { name, issuer, subject, audience }: AddFederatedCredential,
  appId: AppId,
): object {
  const description = `On-behalf-of exchange of ${appId}`;
  return { name, issuer, subject, audiences: [audience], description };
}
