import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AZURE_CLI_APP_ID, GRAPH_DELEGATED_PERMISSIONS, MICROSOFT_GRAPH_APP_ID } from '../../src/core/ids.ts';
import { idMasker, redactIds } from '../../src/report/redact.ts';
import { SEED } from '../support/for-all.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { CLIENT_APP_ID, CORRELATION_ID, SERVER_APP_ID, TENANT_ID } from './sample-ids.ts';
import { diagnoseReport } from './sample-stories.ts';
import { verifyReport } from './samples.ts';

const GUIDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

describe('masked ids', () => {
  it('say what kind of id they stand for', () => {
    const target = redactIds(verifyReport()).target;
    expect([
      target?.tenantId,
      target?.clientApp?.appId,
      target?.serverApi?.appId,
      target?.serverApi?.objectId,
    ]).toEqual(['tenant-1', 'app-1', 'app-2', 'object-2']);
  });

  it('are the same wherever the id stands', () => {
    const masked = redactIds({
      appId: SERVER_APP_ID,
      text: `see api://${SERVER_APP_ID}/access`,
      [SERVER_APP_ID]: 1,
    });
    expect(masked).toEqual({ appId: 'app-1', text: 'see api://app-1/access', 'app-1': 1 });
  });

  it('keep letter case apart, since checks do', () => {
    const upper = SERVER_APP_ID.toUpperCase();
    expect(redactIds({ appId: SERVER_APP_ID, uri: `api://${upper}` })).toEqual({
      appId: 'app-1',
      uri: 'api://APP-1',
    });
  });

  it('leave correlation and trace ids', () => {
    const [diagnosis] = redactIds(diagnoseReport()).diagnosis ?? [];
    expect([diagnosis?.correlationId, diagnosis?.traceId]).toEqual([
      CORRELATION_ID,
      '8a10aa00-1111-4222-8333-444455556666',
    ]);
  });

  it('leave a correlation id that only a text names', () => {
    const text = `AADSTS65001: no consent. Trace ID: ${TENANT_ID} Correlation ID: ${CORRELATION_ID}`;
    expect(redactIds({ text })).toEqual({ text });
  });

  it('leave ids that are the same in every tenant', () => {
    const known = [MICROSOFT_GRAPH_APP_ID, AZURE_CLI_APP_ID, ...Object.values(GRAPH_DELEGATED_PERMISSIONS)];
    expect(redactIds({ appId: known })).toEqual({ appId: known });
  });

  it.each(Object.keys(ALL_SAMPLES))('leave no other GUID: %s', (name) => {
    const text = JSON.stringify(redactIds(ALL_SAMPLES[name]));
    const allowed = new Set([CORRELATION_ID, '8a10aa00-1111-4222-8333-444455556666']);
    expect((text.match(GUIDS) ?? []).filter((id) => !allowed.has(id))).toEqual([]);
  });

  it('agree between documents when they share a salt', () => {
    const [first, second] = [
      redactIds({ tid: TENANT_ID }, 's'),
      redactIds({ x: CLIENT_APP_ID, tid: TENANT_ID }, 's'),
    ];
    expect(first.tid).toBe(second.tid);
    expect(first.tid).toMatch(/^tenant-[0-9a-f]{8}$/);
  });

  it('differ between salts', () => {
    expect(redactIds({ tid: TENANT_ID }, 'a').tid).not.toBe(redactIds({ tid: TENANT_ID }, 'b').tid);
  });

  it('can be applied to another value than the one they were taken from', () => {
    expect(idMasker(verifyReport())(`https://x/${SERVER_APP_ID}`)).toBe('https://x/app-2');
  });
});

describe('masked names', () => {
  it('hide sign-in names with their domain', () => {
    expect(
      redactIds({ principal: 'admin@contoso.com', text: 'admin@contoso.com, adele@contoso.com' }),
    ).toEqual({
      principal: 'user-1@domain-1.example',
      text: 'user-1@domain-1.example, user-2@domain-1.example',
    });
  });

  it('hide guests', () => {
    const masked = redactIds({ text: 'adele_fabrikam.com#EXT#@contoso.onmicrosoft.com signed in' });
    expect(masked.text).toBe('user-1@domain-1.onmicrosoft.com signed in');
  });

  it('hide the tenant’s name wherever it stands', () => {
    expect(redactIds({ tenantName: 'Contoso Ltd', message: 'Consent for Contoso Ltd is missing.' })).toEqual({
      tenantName: 'tenant-name-1',
      message: 'Consent for tenant-name-1 is missing.',
    });
  });

  it('hide the names of people beside their sign-in names', () => {
    const owner = { displayName: 'Adele Vance', userPrincipalName: 'adele@contoso.com' };
    expect(redactIds({ owners: [owner] }).owners[0]?.displayName).toBe('user-name-1');
  });

  it('keep a host below its verified domain, so that rules about domains still hold', () => {
    expect(redactIds({ verifiedDomains: ['contoso.com'], url: 'https://mcp.contoso.com/mcp' })).toEqual({
      verifiedDomains: ['domain-1.example'],
      url: 'https://mcp.domain-1.example/mcp',
    });
  });

  it('hide hosts that only an address names', () => {
    expect(redactIds({ url: 'https://ztaip-4xp4.a.run.app/mcp' })).toEqual({
      url: 'https://domain-1.example/mcp',
    });
  });

  it('keep the ending of the initial domain', () => {
    expect(redactIds({ tenant: 'contoso.onmicrosoft.com' })).toEqual({ tenant: 'domain-1.onmicrosoft.com' });
  });

  it('leave a longer domain that only starts alike', () => {
    expect(
      redactIds({ verifiedDomains: ['contoso.com'], text: 'contoso.com.example and contoso.com.' }).text,
    ).toBe('contoso.com.example and domain-1.example.');
  });

  it.each([
    'https://login.microsoftonline.com/common',
    'https://graph.microsoft.com/v1.0/me',
    'https://entra.microsoft.com/#view/x',
    'https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback',
    'http://127.0.0.1:53100/callback',
    'http://localhost:8080/callback',
    'Files.Read.All in entra-mcp.yaml, server-api.scope',
  ])('leave %s', (text) => {
    expect(redactIds({ text })).toEqual({ text });
  });

  it('are left alone in values that hold none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('@') && !text.includes('://') && !text.includes('.on'));
        expect(redactIds(value)).toEqual(value);
      }),
      { numRuns: 50, seed: SEED },
    );
  });
});

describe('what federated credentials trust, and custom schemes', () => {
  const subject = 'repo:acmecorp/secretrepo:ref:refs/heads/main';
  const trust = { issuer: 'https://token.actions.githubusercontent.com', subject };

  it('are masked alike wherever they stand', () => {
    const custom = { issuer: 'https://idp.acmecorp.dev/x', subject: 'main' };
    expect(
      redactIds({ credential: trust, held: [trust, custom], text: `For ${subject}.`, mainly: 'main' }),
    ).toEqual({
      credential: { ...trust, subject: 'subject-1' },
      held: [
        { ...trust, subject: 'subject-1' },
        { issuer: 'https://issuer-3', subject: 'subject-2' },
      ],
      text: 'For subject-1.',
      mainly: 'main',
    });
  });

  it('are masked where only a text names them', () => {
    expect(redactIds({ text: `AADSTS700213: subject '${subject}'. Check it.` }).text).toBe(
      "AADSTS700213: subject 'subject-1'. Check it.",
    );
  });

  it('stay apart by letter case, where Entra tells them apart', () => {
    const held = [trust, { ...trust, subject: subject.toUpperCase() }];
    expect(new Set(redactIds(held).map((one) => one.subject)).size).toBe(2);
  });

  it('leave an enterprise’s issuer at a well-known host unread', () => {
    const issuer = `${trust.issuer}/acmecorp`;
    expect(redactIds({ ...trust, issuer }).issuer).toBe('https://issuer-2');
  });

  it('hide the maker of an app in its scheme, and keep its letter case apart', () => {
    const uris = [
      'com.acmecorp.app://cb',
      'COM.acmecorp.app://cb',
      'com.acmecorp.app:/cb',
      `msal${TENANT_ID}://auth`,
    ];
    expect(redactIds({ uris, text: `${uris[0]} is not registered.` })).toEqual({
      uris: ['scheme-1://cb', 'SCHEME-1://cb', 'scheme-1:/cb', 'scheme-2://auth'],
      text: 'scheme-1://cb is not registered.',
    });
  });

  it('agree between documents when they share a salt', () => {
    expect(redactIds({ a: 1, ...trust }, 's').subject).toBe(redactIds({ x: 'b://c', ...trust }, 's').subject);
  });
});

describe('names that look like something else', () => {
  const named = (tenantName: string) =>
    redactIds({ target: { tenantName }, checks: [{ status: 'pass', message: `Read from ${tenantName}.` }] });

  it.each(['Contoso - Practice', 'a/b', 'C++ (2)', 'A', 'pass'])('are masked in prose: %s', (name) => {
    expect(named(name)).toEqual({
      target: { tenantName: 'tenant-name-1' },
      checks: [{ status: 'pass', message: 'Read from tenant-name-1.' }],
    });
  });

  it('leave member names alone', () => {
    expect(redactIds({ tenantName: 'status', status: 'pass' })).toEqual({
      tenantName: 'tenant-name-1',
      status: 'pass',
    });
  });
});

describe('a text of a hundred thousand words', () => {
  // What looked back from every place would take minutes, which the time limit of tests ends.
  it.each(['a.b-', 'a@b.', 'http://a.', 'a.onmicrosoft.'])('is masked in one go: %s', (piece) => {
    const title = piece.repeat(100_000);
    expect(redactIds({ errors: [{ title }] }).errors[0]?.title.length).toBeGreaterThan(100_000);
  });
});
