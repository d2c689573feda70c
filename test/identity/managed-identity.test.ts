import { expect, test } from 'vitest';
import { signIn } from '../../src/identity/sign-in.ts';
import { fakePorts } from './fake-ports.ts';
import { appTokenReply } from './samples.ts';
import { tokenService } from './token-service.ts';

const service = tokenService();

/** Alone in its file: MSAL keeps the first managed identity of a process, its network client included. */
test('signing in with a managed identity, it asks the Azure host', async () => {
  const address = 'http://169.254.169.254/metadata/identity/oauth2/token';
  const expiresOn = Math.floor(Date.now() / 1000) + 3600;
  service.expectExchanges({
    request: `GET ${address}?api-version=2018-02-01&resource=https%3A%2F%2Fgraph.microsoft.com`,
    body: { ...appTokenReply(), expires_on: expiresOn, resource: 'https://graph.microsoft.com' },
  });
  const session = await signIn(
    {
      method: 'managed-identity',
      tenant: null,
      cloud: 'public',
      clientId: null,
      permissions: [],
      maxWait: 60_000,
    },
    fakePorts(),
  );
  expect(session.claims.kind).toBe('servicePrincipal');
});
