import { describe, expect, test } from 'vitest';
import { diagnose, NOTHING_KNOWN, readFailures } from '../../src/diagnosis/index.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { CERTIFICATE_BLUEPRINT, FEDERATED_BLUEPRINT, guid, IDS } from '../support/registrations.ts';
import { changed, having, healthyTenant, hiding } from '../support/tenants.ts';
import { diagnosed, knowing, PROBE, provedIds, tokenError, verdictOf } from './known.ts';
import { SAMPLES, sample } from './samples.ts';

const CLIENT = IDS.client.appId;
const SERVER = IDS.server.appId;
const TENANT = healthyTenant();
const notConsented = (appId: string): string =>
  `AADSTS65001: The user or administrator has not consented to use the application with ID '${appId}' named 'x'.`;

describe('a diagnosis', () => {
  test('carries the ids that support asks for', () => {
    expect(diagnosed(tokenError('invalid_grant', notConsented(CLIENT)))).toMatchObject({
      code: '65001',
      name: 'DelegationDoesNotExist',
      correlationId: '66666666-7777-4888-9999-000000000000',
      traceId: '11111111-2222-4333-8444-555555555555',
      timestamp: '2026-11-23T09:59:00Z',
    });
  });

  test('has one entry for each failure', () => {
    const text = `${sample('65001')}\n${sample('50105')}`;
    expect(diagnose(readFailures(text), NOTHING_KNOWN).map(({ code }) => code)).toEqual(['65001', '50105']);
  });

  test('proves nothing where nothing is known', () => {
    const all = SAMPLES.flatMap(({ text }) => diagnose(readFailures(text), NOTHING_KNOWN));
    expect(all.flatMap(provedIds)).toEqual([]);
  });

  test.each([
    ['a secret', BLUEPRINT],
    ['a certificate', CERTIFICATE_BLUEPRINT],
    ['a federated credential', FEDERATED_BLUEPRINT],
  ])('proves nothing of strangers by a healthy tenant with %s', (_, blueprint) => {
    const knowledge = knowing(healthyTenant(blueprint), blueprint);
    const all = SAMPLES.flatMap(({ text }) => diagnose(readFailures(text), knowledge));
    expect(all.flatMap(provedIds)).toEqual([]);
  });

  test('says whether waiting helps', () => {
    expect([diagnosed(notConsented(CLIENT)).waitingHelps, diagnosed(sample('70011')).waitingHelps]).toEqual([
      true,
      false,
    ]);
  });

  test('has the address of the portal page of a fix', () => {
    const portalUrl = (app: string, page: string): string => `https://portal/${app}/${page}`;
    const [first] = diagnosed(
      notConsented(CLIENT),
      knowing(having(TENANT, 'clientGrants', []), undefined, { portalUrl }),
    ).causes;
    expect(first?.fix.portalUrl).toBe('https://portal/client/ApiPermissions');
  });

  test('has the command of a fix', () => {
    const [first] = diagnosed(notConsented(CLIENT), knowing(having(TENANT, 'clientGrants', []))).causes;
    expect(first?.fix.command).toBe('entra-mcp-setup apply --yes --grant-admin-consent');
  });

  test('names the apps as the blueprint does', () => {
    const { blueprint } = knowing();
    if (blueprint === null) throw new Error('There is a blueprint.');
    const named = { ...blueprint, clientApp: { ...blueprint.clientApp, displayName: 'Contoso Desktop' } };
    expect(
      diagnosed(notConsented(CLIENT), knowing(TENANT, named))
        .causes.map(({ summary }) => summary)
        .join(),
    ).toContain('Contoso Desktop');
  });
});

describe('the hop', () => {
  test.each([
    ['client-signin', 'the client is named', notConsented(CLIENT)],
    ['obo', 'the server is named', notConsented(SERVER)],
    ['obo', 'the text speaks of on-behalf-of', `On-Behalf-Of failed: ${sample('7000215')}`],
    [
      'client-signin',
      'a scope of the server is asked for',
      `AADSTS500011: The resource principal named api://${SERVER} was not found in the tenant named x.`,
    ],
    ['graph', 'Microsoft Graph answers', sample('graph:accessDenied')],
    ['consent', 'the page asks for an administrator', 'Need admin approval'],
  ])('is %s where %s', (hop, _, text) => {
    expect(diagnosed(text, knowing()).hop).toBe(hop);
  });
});

describe('a cause', () => {
  test('is refuted by its check', () => {
    expect(verdictOf(diagnosed(notConsented(CLIENT), knowing()), 'client-consent-missing')).toBe('refuted');
  });

  test('is refuted where the message names the other app, even though its check fails', () => {
    const broken = having(having(TENANT, 'clientGrants', []), 'serverGrants', []);
    const diagnosis = diagnosed(notConsented(CLIENT), knowing(broken));
    expect([provedIds(diagnosis), verdictOf(diagnosis, 'graph-consent-missing')]).toEqual([
      ['client-consent-missing'],
      'refuted',
    ]);
  });

  test('is possible where its check could not look', () => {
    const diagnosis = diagnosed(notConsented(CLIENT), knowing(hiding(TENANT, 'clientGrants')));
    expect(verdictOf(diagnosis, 'client-consent-missing')).toBe('possible');
  });

  test('is not proved by a check that fails for another reason', () => {
    const texts = changed(TENANT, 'server', ({ scopes }) => ({
      scopes: scopes.map((one) => ({ ...one, adminConsentDisplayName: 'Other' })),
    }));
    const text = `AADSTS70011: The provided value for the input parameter 'scope' is not valid. The scope is unknown.`;
    expect(provedIds(diagnosed(text, knowing(texts)))).toEqual([]);
  });

  test('stands after those proved and before those refuted', () => {
    const diagnosis = diagnosed(notConsented(SERVER), knowing(having(TENANT, 'serverGrants', [])));
    const order = diagnosis.causes.map(({ verdict }) => verdict);
    const rank = { proved: 0, possible: 1, refuted: 2 } as const;
    expect(order).toEqual(order.toSorted((a, b) => rank[a] - rank[b]));
  });

  test('comes first when the text speaks for it', () => {
    const mixed = SAMPLES.find(({ context }) => context.startsWith('mixing .default'))?.text ?? '';
    expect(diagnosed(mixed).causes[0]?.id).toBe('default-mixed-with-names');
  });
});

describe('the tenant and the ids of the message prove', () => {
  const failing = (text: string, tenant = TENANT) => provedIds(diagnosed(text, knowing(tenant)));

  test('that an object id was configured as client id', () => {
    expect(
      failing(
        `AADSTS700016: Application with identifier '${IDS.client.objectId}' was not found in the directory 'x'.`,
      ),
    ).toEqual(['wrong-kind-of-id']);
  });

  test('that the redirect URI of the message is registered nowhere', () => {
    expect(
      failing(
        `AADSTS50011: The redirect URI 'http://localhost:53100/callback' specified in the request does not match the redirect URIs configured for the application '${CLIENT}'.`,
      ),
    ).toEqual(['redirect-uri-differs']);
  });

  test('that the redirect URI belongs to the other app', () => {
    expect(
      failing(
        `AADSTS50011: The redirect URI 'https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback' specified in the request does not match the redirect URIs configured for the application '${CLIENT}'.`,
      ),
    ).toEqual(['redirect-uri-of-other-app']);
  });

  test('that the Application ID URI was spelled otherwise', () => {
    expect(
      failing(
        `AADSTS500011: The resource principal named ${`api://${SERVER}`.toUpperCase()} was not found in the tenant named x.`,
      ),
    ).toEqual(['resource-misspelled']);
  });

  test('that a scope of the server was looked up on Microsoft Graph', () => {
    expect(
      failing(
        "AADSTS650053: The application 'x' asked for scope 'access' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'.",
      ),
    ).toEqual(['scope-without-resource']);
  });

  test('that the server runs with the id of the client', () => {
    expect(
      failing(
        `AADSTS500131: Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was 'api://${SERVER}' and the expected audience is '${CLIENT}' or one of the Application Uris of this application with App ID '${CLIENT}'(x).`,
      ),
    ).toEqual(['server-uses-client-id']);
  });

  test('that the subject of a federated token is spelled otherwise', () => {
    const knowledge = knowing(healthyTenant(FEDERATED_BLUEPRINT), FEDERATED_BLUEPRINT);
    const text =
      "AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:Contoso/mcp:ref:refs/heads/main'.";
    expect(provedIds(diagnosed(text, knowledge))).toEqual(['federated-subject-differs']);
  });

  test('that a certificate other than the registered one signs', () => {
    const knowledge = knowing(healthyTenant(CERTIFICATE_BLUEPRINT), CERTIFICATE_BLUEPRINT);
    const text = `AADSTS700027: Client assertion failed signature validation. [Reason - x, Thumbprint of key used by client: '${'F'.repeat(40)}']`;
    expect(provedIds(diagnosed(text, knowledge))).toEqual(['certificate-not-registered']);
  });

  test('that a disabled service principal is behind 7000112', () => {
    const disabled = having(TENANT, 'serverPrincipal', {
      objectId: IDS.server.principalId,
      appId: SERVER,
      accountEnabled: false,
      assignmentRequired: false,
    });
    expect(failing(`AADSTS7000112: Application '${SERVER}'(MCP Server API) is disabled.`, disabled)).toEqual([
      'server-disabled',
    ]);
  });
});

describe('a probe that was accepted', () => {
  test('refutes that the configured secret is wrong', () => {
    const probes = [{ ...PROBE, outcome: 'accepted' as const, aadsts: null }];
    const diagnosis = diagnosed(
      sample('7000215').replace(/'[0-9a-f-]{36}'/, `'${SERVER}'`),
      knowing(TENANT, undefined, { probes }),
    );
    expect([verdictOf(diagnosis, 'secret-wrong'), diagnosis.causes[0]?.id]).toEqual([
      'refuted',
      'secret-stale-elsewhere',
    ]);
  });
});

describe('a code that nobody knows', () => {
  test('is explained by its OAuth error, and says so', () => {
    const { code, name, hints } = diagnosed('{"error":"invalid_grant","error_description":"AADSTS99999: x"}');
    expect({ code, name, said: hints?.some((hint) => hint.includes('invalid_grant')) }).toEqual({
      code: '99999',
      name: null,
      said: true,
    });
  });

  test('is explained by its wording where it was mistyped', () => {
    const { code, hints } = diagnosed(sample('53005'));
    expect([code, hints?.some((hint) => hint.includes('AADSTS53003'))]).toEqual(['53005', true]);
  });

  test('says what its suberror adds', () => {
    const { hints } = diagnosed(
      '{"error":"invalid_grant","error_description":"AADSTS99999: x","suberror":"bad_token"}',
    );
    expect(hints?.some((hint) => hint.includes('bad_token'))).toBe(true);
  });

  test('of Microsoft Graph is explained by its status', () => {
    const text = 'HTTP/1.1 403 Forbidden {"error":{"code":"somethingNew","message":"x"}}';
    expect(diagnosed(text)).toMatchObject({ code: 'graph:somethingNew', hop: 'graph' });
  });
});

describe('a healthy tenant', () => {
  test('leads to what the chain sends, and to the correlation id', () => {
    const { hints } = diagnosed(tokenError('invalid_grant', notConsented(CLIENT)), knowing());
    expect(hints?.some((hint) => hint.includes('entra-mcp-setup test'))).toBe(true);
    expect(hints?.some((hint) => hint.includes('66666666-7777-4888-9999-000000000000'))).toBe(true);
  });

  test('leads away where the ids are those of strangers', () => {
    const { hints } = diagnosed(notConsented(guid('e')), knowing());
    expect(hints?.some((hint) => hint.includes('belong to neither app'))).toBe(true);
  });
});

test('a wording without a number is said to be one', () => {
  const { code, hints } = diagnosed(
    'The user or administrator has not consented to use the application with ID x',
  );
  expect([code, hints?.[0]]).toEqual([
    null,
    'The text has no number; its wording is that of AADSTS65001 (DelegationDoesNotExist).',
  ]);
});
