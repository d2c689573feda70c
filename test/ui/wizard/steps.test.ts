import { describe, expect, it } from 'vitest';
import { ANSWERS } from '../../../src/core/answers.ts';
import { read, type Tenant } from '../../../src/core/tenant.ts';
import type { WizardAnswers } from '../../../src/ui/wizard/answers.ts';
import { STEPS } from '../../../src/ui/wizard/steps.ts';
import { password } from '../../support/registrations.ts';
import { changed, healthyTenant } from '../../support/tenants.ts';
import { ADMIN, wizardTenant } from './fake-callbacks.ts';
import { choice, facts, question, step } from './step-facts.ts';

const withTenant = (facets: Partial<Tenant>) => facts({ tenant: wizardTenant(facets) });

const policy = (changes: object) =>
  withTenant({
    appManagementPolicy: read({
      secretsForbidden: false,
      maxSecretDays: null,
      maxCertificateDays: null,
      onlyDefaultIdentifierUris: false,
      onlyUniqueIdentifierUris: false,
      ...changes,
    }),
  });

describe('every answer of the table', () => {
  it.each(Object.keys(ANSWERS))('%s is a question too', (name) => {
    const asks = { tenant: 'otherTenant' } as Readonly<Record<string, string>>;
    expect(STEPS.map((one) => one.name)).toContain(asks[name] ?? name);
  });
});

describe('every question', () => {
  const everything: WizardAnswers = {
    otherTenant: true,
    moreRedirectUris: true,
    moreGraphPermissions: true,
    otherAppIdUri: true,
    serverApp: 'create',
    clientApp: 'create',
    credential: 'secret',
  };

  it.each(STEPS.map((one) => [one.name, one] as const))('%s explains why it is asked', (_name, one) => {
    const asked = one.ask(everything, facts());
    if (asked) expect(asked.help.length).toBeGreaterThan(40);
  });

  it.each(STEPS.map((one) => [one.name, one] as const))(
    '%s changes neither answers nor facts',
    (_name, one) => {
      const answers = Object.freeze({ ...everything });
      expect(() => one.ask(answers, Object.freeze(facts()))).not.toThrow();
    },
  );
});

describe('the Application ID URI', () => {
  const answers = { mcpUrl: 'https://mcp.contoso.com/mcp/' };

  it('is api://{appId} unless told otherwise', () =>
    expect(question('appIdUri', 'select', answers).initial).toBe('api://{appId}'));

  it('may be the endpoint, without its slash, on a verified domain', () =>
    expect(choice(question('appIdUri', 'select', answers), 'https://mcp.contoso.com/mcp')).toMatchObject({
      hint: expect.any(String),
    }));

  it('cannot be an endpoint outside the verified domains', () => {
    const asked = question('appIdUri', 'select', { mcpUrl: 'https://mcp.azurewebsites.net/mcp' });
    expect(choice(asked, 'https://mcp.azurewebsites.net/mcp')?.disabled).toContain('verified domain');
  });

  it('cannot be changed where a policy allows the default only', () => {
    const asked = question('appIdUri', 'select', answers, policy({ onlyDefaultIdentifierUris: true }));
    expect(choice(asked, 'https://mcp.contoso.com/mcp')?.disabled).toContain('policy');
    expect(choice(asked, 'api://{appId}')?.disabled).toBeUndefined();
  });

  it('typed by hand is held against the policies too', () => {
    const asked = (rule: object) => question('otherAppIdUri', 'text', { otherAppIdUri: true }, policy(rule));
    const unique = asked({ onlyUniqueIdentifierUris: true });
    expect(unique.check('api://mcp-server')).toContain('policy');
    expect(unique.check('api://contoso.com/mcp-server')).toBeNull();
    const { tenantId } = ADMIN;
    expect(asked({ onlyDefaultIdentifierUris: true }).check(`api://${tenantId}/{appId}`)).toBeNull();
  });

  it('typed by hand is held against the verified domains', () => {
    const asked = question('otherAppIdUri', 'text', { otherAppIdUri: true });
    expect(asked.check('https://fabrikam.com/mcp')).toContain('fabrikam.com');
    expect(asked.check('https://api.contoso.com/mcp')).toBeNull();
    expect(asked.check('API://X')).not.toBeNull();
  });
});

describe('Graph permissions', () => {
  it('start with the least', () =>
    expect(question('graphPermissions', 'checkbox').initial).toEqual(['Files.Read']));

  it('come in the order of the guide, least first', () =>
    expect(
      question('graphPermissions', 'checkbox')
        .choices.slice(0, 4)
        .map(({ value }) => value),
    ).toEqual(['Files.Read', 'Files.Read.All', 'Sites.Read.All', 'Files.ReadWrite.All']));

  it('say once who may consent, and the exceptions beside them, by what the tenant publishes', () => {
    const asked = question('graphPermissions', 'checkbox');
    expect(asked.screen.join(' ')).toContain('users may consent');
    const hints = asked.choices.map(({ hint }) => hint ?? '');
    expect(hints.filter((hint) => hint.includes('users may consent'))).toEqual([]);
    expect(choice(asked, 'Sites.Read.All')?.hint).toContain('administrator must consent');
  });

  it('do not guess who may consent', () => {
    const unread = { state: 'unreadable', because: 'forbidden', detail: '', permission: null } as const;
    const asked = question('graphPermissions', 'checkbox', {}, withTenant({ graphPrincipal: unread }));
    expect(asked.screen.join(' ')).toContain('not known');
  });

  it('cannot be none', () => expect(question('graphPermissions', 'checkbox').check([])).not.toBeNull());

  it('that this cloud does not have are refused', () => {
    const asked = question('moreGraphPermissions', 'text', { moreGraphPermissions: true });
    expect(asked.check('Mail.Read')).toBeNull();
    expect(asked.check('Mail.Reed')).toContain('Mail.Reed');
  });

  it('typed by hand join those that were ticked', () => {
    const asked = question('moreGraphPermissions', 'text', {
      moreGraphPermissions: true,
      graphPermissions: ['Files.Read'],
    });
    expect(asked.take('Mail.Read, Files.Read')).toMatchObject({
      graphPermissions: ['Files.Read', 'Mail.Read'],
    });
  });
});

describe('redirect URIs', () => {
  it('offer what was given before', () => {
    const asked = question('redirectUris', 'checkbox', { redirectUris: ['http://127.0.0.1:9/x'] });
    expect(choice(asked, 'http://127.0.0.1:9/x')).toBeDefined();
    expect(asked.initial).toEqual(['http://127.0.0.1:9/x']);
  });

  it('typed by hand are judged one by one', () => {
    const asked = question('moreRedirectUris', 'text', { moreRedirectUris: true, redirectUris: [] });
    expect(asked.check('http://127.0.0.1:1/a https://ok.example/cb')).toBeNull();
    expect(asked.check('http://127.0.0.1:1/a http://evil.example/cb')).toContain('evil.example');
  });
});

describe('the credential', () => {
  it('is the guide’s secret unless told otherwise', () =>
    expect(question('credential', 'select').initial).toBe('secret'));

  it('cannot be a secret where a policy forbids it, and the next best is marked', () => {
    const asked = question('credential', 'select', {}, policy({ secretsForbidden: true }));
    expect(choice(asked, 'secret')?.disabled).toContain('policy');
    expect(asked.initial).toBe('certificate');
  });

  it('says so when the policy could not be read, and how it can be', () => {
    const unread = {
      state: 'unreadable',
      because: 'forbidden',
      detail: '',
      permission: 'Policy.Read.All',
    } as const;
    const asked = question('credential', 'select', {}, withTenant({ appManagementPolicy: unread }));
    expect(asked.screen.join(' ')).toMatch(/could not be read.*--sign-in-client.*Policy\.Read\.All/);
    expect(choice(asked, 'secret')?.disabled).toBeUndefined();
    const refused = question(
      'credential',
      'select',
      { secretsRefused: true },
      withTenant({ appManagementPolicy: unread }),
    );
    expect(refused.screen.join(' ')).not.toContain('could not be read');
  });

  it.each([
    [null, '24'],
    [180, '5'],
    [20, '1'],
  ])('with a policy of %s days suggests %s months', (maxSecretDays, months) =>
    expect(
      question('secretMonths', 'text', { credential: 'secret' }, policy({ maxSecretDays })).initial,
    ).toBe(months),
  );

  it('asks only what its kind needs', () => {
    const asks = (credential: WizardAnswers['credential']) =>
      STEPS.filter((one) => one.section === 'credential' && one.name !== 'credential')
        .filter(
          (one) => one.ask({ ...(credential && { credential }), createCertificate: false }, facts()) !== null,
        )
        .map((one) => one.name);
    expect(asks('secret')).toEqual(['secretMonths']);
    expect(asks('certificate')).toEqual(['createCertificate', 'certificate']);
    expect(asks('federated')).toEqual(['serverRunsOn', 'federatedIssuer', 'federatedSubject']);
  });

  const holding = (endDateTime: string) => {
    const passwordCredentials = [password(1, endDateTime)];
    const { serverApplication } = changed(healthyTenant(), 'server', { passwordCredentials });
    return withTenant({ serverApplication });
  };

  it('that an adopted app has is kept, and no months are asked for', () => {
    const asked = question('credential', 'select', {}, holding('2028-03-01T00:00:00Z'));
    expect(asked.screen.join(' ')).toMatch(/already has a client secret, valid until 2028-03-01.*rotate/);
    expect(choice(asked, 'secret')?.hint).toContain('keeps the one it has');
    const held = holding('2028-03-01T00:00:00Z');
    expect(step('secretMonths').ask({ credential: 'secret' }, held)).toBeNull();
  });

  it('is made where the one of an adopted app has expired', () => {
    const held = holding('2026-03-01T00:00:00Z');
    expect(question('credential', 'select', {}, held).screen.join(' ')).not.toContain('already has');
    expect(step('secretMonths').ask({ credential: 'secret' }, held)).not.toBeNull();
  });

  it('refuses a certificate file that holds none', () =>
    expect(
      step('certificate').recheck({}, facts({ certificate: { problem: 'x.pem holds no certificate.' } })),
    ).toContain('x.pem'));
});
