import { describe, expect, test } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import { type SignInRequest, signIn } from '../../src/identity/sign-in.ts';
import { newCertificate } from './certificates.ts';
import { fakePorts } from './fake-ports.ts';
import { everythingIn, refusalOf } from './refusal-of.ts';
import { APP, appTokenReply, GRAPH_DEFAULT, jwt, recorded, TENANT, TOKEN_URL } from './samples.ts';
import { tokenService } from './token-service.ts';

const service = tokenService();

const asking = (method: SignInRequest['method']): SignInRequest => ({
  method,
  tenant: TENANT,
  cloud: 'public',
  clientId: null,
  permissions: [],
  maxWait: 60_000,
});
const GRANTED = { request: `POST ${TOKEN_URL}`, body: appTokenReply() };
const refused = (body: unknown) => ({ request: `POST ${TOKEN_URL}`, status: 401, body });
const SECRET = 'v3ry~s3cret.value';

describe('signing in with what AZURE_* variables name', () => {
  const env = { AZURE_CLIENT_ID: APP, AZURE_CLIENT_SECRET: SECRET };

  test('it takes one request with the secret', async () => {
    service.expectExchanges(GRANTED);
    await signIn(asking('environment'), fakePorts({ env }));
    expect(service.arrived[0]?.fields).toMatchObject({
      grant_type: 'client_credentials',
      client_id: APP,
      client_secret: SECRET,
      scope: GRAPH_DEFAULT,
    });
  });

  test('it knows that an app signed in, with which permissions', async () => {
    service.expectExchanges(GRANTED);
    const { claims } = await signIn(asking('environment'), fakePorts({ env }));
    expect(claims).toMatchObject({
      kind: 'servicePrincipal',
      principal: 'pipeline',
      appRoles: ['Application.Read.All'],
    });
  });

  test('it takes the tenant from AZURE_TENANT_ID when none was named', async () => {
    service.expectExchanges(GRANTED);
    await signIn(
      { ...asking('environment'), tenant: null },
      fakePorts({ env: { ...env, AZURE_TENANT_ID: TENANT } }),
    );
    expect(service.arrived).toHaveLength(1);
  });

  test('it lists every variable that is missing', async () => {
    const error = await refusalOf(signIn({ ...asking('environment'), tenant: null }, fakePorts()));
    expect(error.code).toBe('MISSING_ANSWERS');
    expect(error.message).toContain('AZURE_CLIENT_ID and AZURE_TENANT_ID');
  });

  test('it signs an assertion with the certificate', async () => {
    const { pem } = await newCertificate();
    service.expectExchanges(GRANTED);
    const files = { readText: async (path: string) => (path === 'sp.pem' ? pem : null) };
    await signIn(
      asking('environment'),
      fakePorts({ files, env: { AZURE_CLIENT_ID: APP, AZURE_CLIENT_CERTIFICATE_PATH: 'sp.pem' } }),
    );
    expect(service.arrived[0]?.fields.client_assertion).toMatch(/^ey.+\..+\..+$/);
  });

  test.each([
    ['that is not there', null],
    ['that is no PEM file', 'binary'],
  ])('it names a certificate file %s', async (_name, content) => {
    const files = { readText: async () => content };
    const error = await refusalOf(
      signIn(
        asking('environment'),
        fakePorts({ files, env: { AZURE_CLIENT_ID: APP, AZURE_CLIENT_CERTIFICATE_PATH: 'sp.pem' } }),
      ),
    );
    expect(error.code).toBe('FILE_INVALID');
    expect(error.message).toContain('sp.pem');
  });

  test.each([
    ['wrong', recorded('32-token-client-credential-errors', 0), '7000215', /not its id/],
    ['expired', recorded('32-token-client-credential-errors', 1), '7000222', /Create a new secret/],
    ['of an unknown app', recorded('33-token-app-or-tenant-not-found', 0), '700016', /Compare the app id/],
  ])('it says so when the secret is %s, without showing it', async (_name, body, aadsts, advice) => {
    service.expectExchanges(refused(body));
    const error = await refusalOf(signIn(asking('environment'), fakePorts({ env })));
    expect({ code: error.code, aadsts: error.aadsts }).toEqual({ code: 'NOT_SIGNED_IN', aadsts });
    expect(error.advice.join(' ')).toMatch(advice);
    expect(everythingIn(error)).not.toContain(SECRET);
  });
});

describe('signing in with a workload identity', () => {
  const env = { AZURE_CLIENT_ID: APP, AZURE_FEDERATED_TOKEN_FILE: '/var/run/token' };

  test('it presents the token of the file', async () => {
    service.expectExchanges(GRANTED);
    await signIn(
      asking('workload-identity'),
      fakePorts({ env, files: { readText: async () => 'kubernetes-token\n' } }),
    );
    expect(service.arrived[0]?.fields).toMatchObject({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: 'kubernetes-token',
    });
  });

  test('it names the file when no token is there', async () => {
    const error = await refusalOf(signIn(asking('workload-identity'), fakePorts({ env })));
    expect(error.code).toBe('FILE_INVALID');
    expect(error.message).toContain('/var/run/token');
  });
});

describe('signing in with GitHub’s token', () => {
  const env = {
    AZURE_CLIENT_ID: APP,
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://vstoken.actions.githubusercontent.com/token?api-version=2.0',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner-bearer-value',
  };
  const issued = jwt({
    iss: 'https://token.actions.githubusercontent.com',
    sub: 'repo:contoso@11/mcp@22:ref:refs/heads/main',
    aud: 'api://AzureADTokenExchange',
  });
  const ASKED = {
    request: `GET ${env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=api%3A%2F%2FAzureADTokenExchange`,
  };
  const ISSUED = { ...ASKED, body: { value: issued } };

  test('it asks for the cloud’s audience with the runner’s own token', async () => {
    service.expectExchanges(ISSUED, GRANTED);
    await signIn(asking('github-oidc'), fakePorts({ env }));
    expect(service.arrived[0]?.headers.get('authorization')).toBe('Bearer runner-bearer-value');
  });

  test('it exchanges what GitHub issued', async () => {
    service.expectExchanges(ISSUED, GRANTED);
    await signIn(asking('github-oidc'), fakePorts({ env }));
    expect(service.arrived[1]?.fields.client_assertion).toBe(issued);
  });

  const mismatch = refused({
    error: 'invalid_client',
    error_description:
      "AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:contoso@11/mcp@22:ref:refs/heads/main'.",
    error_codes: [700213],
  });

  test('it shows the subject that was presented, and what to set', async () => {
    service.expectExchanges(ISSUED, mismatch);
    const error = await refusalOf(signIn(asking('github-oidc'), fakePorts({ env })));
    expect(error.aadsts).toBe('700213');
    expect(error.message).toContain('repo:contoso@11/mcp@22:ref:refs/heads/main');
    expect(error.advice.join(' ')).toContain('repo:OWNER@ID/REPO@ID');
  });

  test('it keeps both tokens out of every word', async () => {
    service.expectExchanges(ISSUED, mismatch);
    const shown = everythingIn(await refusalOf(signIn(asking('github-oidc'), fakePorts({ env }))));
    expect([issued, 'runner-bearer-value'].filter((secret) => shown.includes(secret))).toEqual([]);
  });

  test('it names the permission that the job lacks', async () => {
    const error = await refusalOf(
      signIn(asking('github-oidc'), fakePorts({ env: { AZURE_CLIENT_ID: APP } })),
    );
    expect(error.advice.join(' ')).toContain('id-token: write');
  });

  test('it says so when GitHub refuses', async () => {
    service.expectExchanges({ ...ASKED, status: 403, body: { message: 'forbidden' } });
    const error = await refusalOf(signIn(asking('github-oidc'), fakePorts({ env })));
    expect(error).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(error.message).toContain('HTTP 403');
  });

  test('it sends the runner’s token over HTTPS only', async () => {
    const plain = { ...env, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://example.com/token' };
    expect((await refusalOf(signIn(asking('github-oidc'), fakePorts({ env: plain })))).code).toBe('USAGE');
  });
});

describe('signing in with a managed identity', () => {
  test('it says that there is none on other machines', async () => {
    const transport = async () => {
      throw new SetupError('UNAVAILABLE', '169.254.169.254 cannot be reached.');
    };
    const error = await refusalOf(signIn(asking('managed-identity'), fakePorts({ transport })));
    expect(error.code).toBe('NOT_SIGNED_IN');
    expect(error.message).toContain('no managed identity');
  });
});
