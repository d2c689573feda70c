import { describe, expect, test } from 'vitest';
import type { ServicePrincipal } from '../../src/core/tenant.ts';
import { diagnose, readFailures } from '../../src/diagnosis/index.ts';
import { situationOf } from '../../src/diagnosis/situation-of.ts';
import { IDS } from '../support/registrations.ts';
import { changed, having, healthyTenant } from '../support/tenants.ts';
import { knowing, provedIds } from './known.ts';

const TENANT = healthyTenant();
const CLIENT = IDS.client.appId;
const SERVER = IDS.server.appId;
const AZURE_CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
const VS_CODE = 'aebc6443-996d-45c2-90f0-388ff96faa56';
const OTHER = '11111111-2222-4333-8444-555555555555';
const GRAPH = '00000003-0000-0000-c000-000000000000';

const NO_URIS = { publicClient: [], web: [], spa: [] };
const principals = (change: Partial<ServicePrincipal>) => {
  const of = (app: 'client' | 'server') => ({
    objectId: IDS[app].principalId,
    appId: IDS[app].appId,
    accountEnabled: true,
    assignmentRequired: false,
    ...change,
  });
  return having(having(TENANT, 'clientPrincipal', of('client')), 'serverPrincipal', of('server'));
};

/** Tenants in which much is wrong, so that whatever is pasted could seem to be about it. */
const STATES = {
  'in which nothing is wrong': TENANT,
  'without any consent': having(having(TENANT, 'clientGrants', []), 'serverGrants', []),
  'without permissions': changed(having(TENANT, 'serverGrants', []), 'server', { requiredResources: [] }),
  'with v1 tokens': changed(TENANT, 'server', { tokenVersion: 1 }),
  'without Application ID URI': changed(TENANT, 'server', { identifierUris: [] }),
  'without redirect URIs': changed(changed(TENANT, 'server', { redirectUris: NO_URIS }), 'client', {
    redirectUris: NO_URIS,
  }),
  'with public flows on the server': changed(TENANT, 'server', { isFallbackPublicClient: true }),
  'without scopes': changed(TENANT, 'server', { scopes: [] }),
  'without service principals': having(having(TENANT, 'serverPrincipal', null), 'clientPrincipal', null),
  'without secrets': changed(TENANT, 'server', { passwordCredentials: [] }),
  'with assignment required': principals({ assignmentRequired: true }),
  'with both apps switched off': principals({ accountEnabled: false }),
  'without the apps': having(having(TENANT, 'clientApplication', null), 'serverApplication', null),
};

/** Messages about programs, apps, tenants, clouds, accounts and tokens that are none of this setup. */
const OTHERS: readonly string[] = [
  `AADSTS65001: The user or administrator has not consented to use the application with ID '${AZURE_CLI}' named 'Microsoft Azure CLI'.`,
  `AADSTS65001: The user or administrator has not consented to use the application with ID '${AZURE_CLI}' named 'Microsoft Azure CLI'. az login --scope api://${SERVER}/.default`,
  `AADSTS65001: consent missing for '${VS_CODE}' resource api://${SERVER}`,
  `AADSTS700016: Application with identifier '${OTHER}' was not found in the directory 'Contoso'.`,
  `AADSTS50011: The redirect URI 'http://127.0.0.1:53100/callback' specified in the request does not match the redirect URIs configured for the application '${OTHER}'.`,
  `AADSTS7000215: Invalid client secret provided. ... for a secret added to app '${OTHER}'.`,
  `AADSTS7000222: The provided client secret keys for app '${OTHER}' are expired.`,
  `AADSTS7000218: The request body must contain client_secret. client_id=${OTHER}`,
  `AADSTS700025: Client is public so neither 'client_assertion' nor 'client_secret' should be presented. client_id=${OTHER}`,
  `AADSTS50105: Your administrator has configured the application Salesforce ('${OTHER}') to block users unless they are specifically granted.`,
  `AADSTS500011: The resource principal named https://crm.example.com was not found in the tenant named Contoso.`,
  `AADSTS500011: The resource principal named api://${OTHER} was not found in the tenant named Contoso.`,
  `AADSTS500011: The resource principal named api://${OTHER} was not found in the tenant named ${OTHER}.`,
  `AADSTS650053: The application 'CRM' asked for scope 'access' that doesn't exist on the resource '${OTHER}'.`,
  `AADSTS650057: Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: ${OTHER}(CRM). Resource value from request: ${GRAPH}. Resource app ID: ${GRAPH}.`,
  `AADSTS500131: Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was 'api://${OTHER}' and the expected audience is 'api://${OTHER}' or one of the Application Uris of this application with App ID '${OTHER}'(CRM).`,
  `AADSTS9010010: The resource parameter provided in the request doesn't match with the requested scopes. client_id=${OTHER}&resource=https://crm.example.com`,
  `AADSTS90009: Application '${OTHER}'(CRM) is requesting a token for itself.`,
  `AADSTS7000112: Application '${OTHER}'(CRM) is disabled.`,
  `IDX10205: Issuer validation failed. Issuer: 'https://sts.windows.net/${OTHER}/'. Did not match: 'https://login.microsoftonline.com/${OTHER}/v2.0'`,
  `IDX10205: Issuer validation failed. Issuer: 'https://login.microsoftonline.us/${IDS.tenant}/v2.0'.`,
  `IDX10205: Issuer validation failed. Issuer: 'https://sts.chinacloudapi.cn/${IDS.tenant}/'.`,
  `IDX10205: Issuer validation failed. Issuer: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0'.`,
  `the issuer 'https://files-mcp.example.net/' is invalid`,
  `InvalidIssuerError: Invalid issuer. expected https://login.microsoftonline.com/${IDS.tenant}/v2.0 got https://files-mcp.example.net/`,
  `IDX10214: Audience validation failed. Audiences: 'api://${OTHER}'. Did not match: ValidAudience: '${OTHER}'`,
  `jwt audience invalid. expected: ${SERVER} got ${GRAPH}`,
  `AADSTS50020: User account 'ann@outlook.com' from identity provider 'live.com' does not exist in tenant 'Contoso' and cannot access the application '${CLIENT}'(MCP Client App) in that tenant.`,
  `AADSTS900439: USGClientNotSupportedOnPublicEndpoint client ${CLIENT}`,
  `az ad app permission admin-consent --id ${OTHER}\nERROR: Insufficient privileges to complete the operation.`,
  `{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}} appid=${OTHER} CRM`,
  `{"error":{"code":"accessDenied","message":"Access denied"}} "appDisplayName":"Salesforce","appId":"${OTHER}"`,
  `Need admin approval\nSalesforce\nSalesforce needs permission to access resources in your organization that only an admin can grant.`,
  `Administratorgenehmigung erforderlich\nSalesforce\nSalesforce benötigt die Berechtigung zum Zugriff auf Ressourcen in Ihrer Organisation, die nur ein Administrator erteilen kann.`,
  `error=access_denied&error_description=x&client_id=${OTHER}`,
  `https://login.microsoftonline.com/${OTHER}/oauth2/v2.0/authorize?client_id=${OTHER}&redirect_uri=https%3A%2F%2Fcrm.example%2Fcb&scope=openid`,
  `[openid-connect] invalid audience for api://${OTHER}`,
  `AADSTS240002: Input id_token cannot be used as 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant. app ${OTHER}`,
  `AADSTS700027: Client assertion failed signature validation. app Id '${OTHER}', Thumbprint of key used by client: '1234567890ABCDEF1234567890ABCDEF12345678'`,
  `AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:x/y:ref:refs/heads/main'.`,
  `{"error":{"code":"InvalidAuthenticationToken","message":"Either scp or roles claim need to be present in the token."}} appid ${OTHER}`,
  `ApplicationsClient.BaseClient.Patch(): unexpected status 403 with OData error: Authorization_RequestDenied: Insufficient privileges to complete the operation.`,
];

describe('what is about others proves nothing of this setup', () => {
  test.each(Object.entries(STATES))('in a tenant %s', (_, tenant) => {
    const proved = OTHERS.filter(
      (text) => diagnose(readFailures(text), knowing(tenant)).flatMap(provedIds).length > 0,
    );
    expect(proved).toEqual([]);
  });

  test.each(Object.entries(STATES))('and proposes no change to it, in a tenant %s', (_, tenant) => {
    const known = knowing(tenant);
    const ours = ['MCP Client App', 'MCP Server API', `api://${SERVER}`];
    const here = ['Files.Read', 'graphPermissions', 'blueprint', 'entra-mcp-setup'];
    const ofOthers = OTHERS.flatMap((text) => readFailures(text)).filter(
      (failure) => situationOf(failure, known).named.app === 'other',
    );
    expect(ofOthers.length).toBeGreaterThanOrEqual(24);
    const changing = ofOthers
      .flatMap((failure) => diagnose([failure], known).flatMap(({ causes }) => causes))
      .filter(
        ({ summary, fix, check }) =>
          fix.command !== null ||
          fix.portalUrl !== null ||
          check !== null ||
          here.some((name) => fix.summary.includes(name)) ||
          ours.some((name) => `${summary} ${fix.summary}`.includes(name)),
      );
    expect(changing.map(({ id, summary, fix }) => [id, summary, fix])).toEqual([]);
  });

  test('and says each thing of the other app once', () => {
    const [told] = diagnose(
      readFailures(`AADSTS700016: Application with identifier '${OTHER}' was not found`),
      knowing(),
    );
    const said = told?.causes.map(({ summary }) => summary) ?? [];
    expect(said).toContain(`The app ${OTHER} is not registered in this tenant, or was deleted`);
    expect(said.filter((one, at) => said.indexOf(one) !== at)).toEqual([]);
  });

  test('and every one of them is read', () => {
    expect(OTHERS.filter((text) => readFailures(text).length === 0)).toEqual([]);
  });
});

describe('the client of somebody else that asks for the API of this setup', () => {
  const FOREIGN = '99999999-9999-4999-8999-999999999999';
  const noScopes = changed(TENANT, 'server', { scopes: [] });
  const told = (text: string, id: string, tenant = TENANT) => {
    const { causes = [], hints } = diagnose(readFailures(text), knowing(tenant))[0] ?? {};
    return { ...causes.find((one) => one.id === id), hints };
  };
  const wantsScope = `AADSTS650053: The application 'Foreign App' asked for scope 'crm.read' that doesn't exist on the resource '${SERVER}'.`;
  const findsNone = `AADSTS500011: The resource principal named api://${SERVER} was not found in the tenant named Contoso. client_id=${FOREIGN}`;
  const notListed = `AADSTS650057: Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: ${AZURE_CLI}(Azure CLI). Resource value from request: api://${SERVER}. Resource app ID: ${SERVER}.`;

  test('is told what this API exposes, and how to expose it', () => {
    expect(told(wantsScope, 'scope-not-exposed')).toMatchObject({
      verdict: 'possible',
      summary:
        'The scope asked for is not one that MCP Server API exposes: it is missing, disabled, or named otherwise',
      fix: {
        summary: `Expose access on MCP Server API, and request api://${SERVER}/access`,
        command: 'entra-mcp-setup apply --yes',
      },
      check: 'server-api.scope',
    });
    expect(told(wantsScope, 'scope-on-wrong-app').summary).toContain('on Foreign App instead of MCP Server');
  });

  test('is told which of the two apps is not registered', () => {
    const { summary, hints } = told(findsNone, 'server-app-missing');
    expect(summary).toBe('MCP Server API is not registered in this tenant, or was deleted');
    expect(hints?.join()).toContain(`Compare the name in the message with api://${SERVER}`);
  });

  test.each([
    ['a missing scope', noScopes, wantsScope],
    ['a missing permission of our client', STATES['without permissions'], notListed],
  ])('is proved by %s to lack nothing', (_, tenant, text) => {
    expect(diagnose(readFailures(text), knowing(tenant)).flatMap(provedIds)).toEqual([]);
  });

  test('is held against nothing that our client has, and is mended by no command', () => {
    expect(told(notListed, 'client-permission-missing')).toMatchObject({
      verdict: 'possible',
      summary: `The app ${AZURE_CLI} does not list the scope of MCP Server API among its API permissions`,
      fix: { command: null, portalUrl: null },
      check: null,
    });
  });
});

describe('a snapshot whose ids are masked', () => {
  test.each(Object.entries(STATES))('of a tenant %s is compared with no id of a message', (_, tenant) => {
    const known = { ...knowing(tenant), isMasked: true, clientAppId: null, serverAppId: null };
    const named = OTHERS.map((text) => text.replaceAll(OTHER, CLIENT)).flatMap((text) =>
      diagnose(readFailures(text), known).flatMap(({ causes }) =>
        causes.filter(
          ({ because }) =>
            /not part of this setup|belong to neither/.test(because) && because.includes(CLIENT),
        ),
      ),
    );
    expect(named).toEqual([]);
  });
});
