import { describe, expect, it } from 'vitest';
import type { WizardCallbacks } from '../../../src/ui/wizard/facts.ts';
import type { ScriptedAnswer } from '../scripted-asker.ts';
import {
  APPS,
  back,
  CALLBACK,
  CANCEL,
  CLIENT,
  CLIENT_NAME,
  CLIENTS,
  EACH,
  ENDPOINT,
  enter,
  given,
  REST,
  run,
  SERVER,
  SERVER_NAME,
  SIGN_IN,
  TENANT,
  UP_TO_TENANT,
} from './conversation.ts';
import { ADMIN, BLOCKED, FABRIKAM, HAND_MADE, OLD_APP } from './fake-callbacks.ts';

describe('signing in', () => {
  const blockedOnce: WizardCallbacks['signIn'] = async (method) =>
    method === 'device-code'
      ? { kind: 'blocked', blocked: BLOCKED }
      : { kind: 'signed-in', session: { ...ADMIN, method } };

  it('offers the next way when the tenant blocks one', async () => {
    const { outcome, terminal } = await run(
      [SIGN_IN, SIGN_IN, ENDPOINT, CLIENTS, EACH, TENANT, CALLBACK, ...APPS, ...REST, CANCEL],
      { callbacks: { signIn: blockedOnce } },
    );
    expect(outcome).toMatchObject({ answers: { auth: 'browser' } });
    expect(terminal.saidErr()).toContain('AADSTS53003');
  });

  it('tries the same way again when the person wants it', async () => {
    let tries = 0;
    const signIn: WizardCallbacks['signIn'] = async (method) =>
      tries++ === 0
        ? { kind: 'blocked', blocked: BLOCKED }
        : { kind: 'signed-in', session: { ...ADMIN, method } };
    const { outcome } = await run(
      [
        SIGN_IN,
        { ask: 'How do you want to sign in', choose: 'Device code' },
        ENDPOINT,
        CLIENTS,
        EACH,
        TENANT,
        CALLBACK,
        ...APPS,
        ...REST,
        CANCEL,
      ],
      { callbacks: { signIn } },
    );
    expect(outcome).toMatchObject({ answers: { auth: 'device-code' } });
  });

  it('goes to another tenant when asked to', async () => {
    const signIn: WizardCallbacks['signIn'] = async (method, { tenant }) => ({
      kind: 'signed-in',
      session:
        tenant === 'fabrikam.com'
          ? { ...ADMIN, method, tenantId: FABRIKAM, tenantName: 'Fabrikam', domain: 'fabrikam.com' }
          : ADMIN,
    });
    const { outcome } = await run(
      [
        SIGN_IN,
        back('Public URL'),
        { ask: 'Work in Contoso Ltd', choose: 'Another tenant' },
        { ask: 'Tenant id, or one of its domains', type: 'fabrikam.com' },
        ENDPOINT,
        CLIENTS,
        EACH,
        enter('Work in Fabrikam'),
        CALLBACK,
        ...APPS,
        ...REST,
        CANCEL,
      ],
      { callbacks: { signIn } },
    );
    expect(outcome).toMatchObject({ answers: { tenant: 'fabrikam.com', tenantConfirmed: FABRIKAM } });
  });

  const onlyContoso: WizardCallbacks['signIn'] = async (method, { tenant }) =>
    tenant === 'fabrikam.com'
      ? { kind: 'wrong-tenant', sentences: ['There is no tenant fabrikam.com.'] }
      : { kind: 'signed-in', session: { ...ADMIN, method } };
  const MISTYPED: readonly ScriptedAnswer[] = [
    SIGN_IN,
    back('Public URL'),
    { ask: 'Work in Contoso Ltd', choose: 'Another tenant' },
    { ask: 'Tenant id, or one of its domains', type: 'fabrikam.com' },
  ];
  const AFTER_TENANT = [ENDPOINT, CLIENTS, EACH, TENANT, CALLBACK, ...APPS, ...REST, CANCEL];

  it('asks for the tenant again, with the reason, when there is none of that name', async () => {
    const { outcome, terminal, callbacks } = await run(
      [
        ...MISTYPED,
        enter('Tenant id, or one of its domains'),
        { ask: 'Tenant id, or one of its domains', type: 'contoso.com' },
        ...AFTER_TENANT,
      ],
      { callbacks: { signIn: onlyContoso } },
    );
    expect(outcome).toMatchObject({ answers: { tenant: 'contoso.com' } });
    expect(terminal.saidErr()).toContain('There is no tenant fabrikam.com.');
    expect(callbacks.journals.filter((journal) => journal.includes('fabrikam'))).toEqual([]);
  });

  it('goes back to the tenant before when the one that was named is none', async () => {
    const stays: ScriptedAnswer = { ask: 'Work in Contoso Ltd', choose: 'Yes' };
    const after = AFTER_TENANT.filter((one) => one !== TENANT);
    await run([...MISTYPED, back('Tenant id, or one of its domains'), stays, ...after], {
      callbacks: { signIn: onlyContoso },
    });
  });

  it('marks another tenant for who goes back from a mistyped one, since that is still wanted', async () => {
    const asks = 'Tenant id, or one of its domains';
    await run([...MISTYPED, back(asks), TENANT, { ask: asks, type: 'contoso.com' }, ...AFTER_TENANT], {
      callbacks: { signIn: onlyContoso },
    });
  });

  it('marks no way that failed, not even when all did', async () => {
    const signIn: WizardCallbacks['signIn'] = async (method) => ({
      kind: 'blocked',
      blocked: { ...BLOCKED, method, next: [] },
    });
    const stop = { ask: 'How do you want to sign in', throw: new Error('enough') };
    const start = given({ tenant: 'contoso.com' }, { tenant: '--tenant' });
    const tried: string[] = [];
    const callbacks = {
      signIn: async (...asked: Parameters<typeof signIn>) => {
        tried.push(asked[0]);
        return signIn(...asked);
      },
    };
    const another: ScriptedAnswer = { ask: 'Tenant id, or one of its domains', type: 'contoso.com' };
    await expect(run([SIGN_IN, SIGN_IN, SIGN_IN, another, stop], { start, callbacks })).rejects.toThrow(
      'enough',
    );
    expect(tried.slice(0, 2)).toEqual(['device-code', 'browser']);
  });

  it('asks for another tenant when the one that was given is none', async () => {
    await run([SIGN_IN, { ask: 'Tenant id, or one of its domains', type: 'contoso.com' }, ...AFTER_TENANT], {
      start: given({ tenant: 'fabrikam.com' }, { tenant: '--tenant' }),
      callbacks: { signIn: onlyContoso },
    });
  });

  it('offers another tenant where the one that was named blocks the sign-in', async () => {
    const signIn: WizardCallbacks['signIn'] = async (method, { tenant }) =>
      tenant === 'fabrikam.com'
        ? { kind: 'blocked', blocked: BLOCKED }
        : { kind: 'signed-in', session: { ...ADMIN, method } };
    await run(
      [
        ...MISTYPED,
        { ask: 'How do you want to sign in', choose: 'Another tenant' },
        { ask: 'Tenant id, or one of its domains', type: 'contoso.com' },
        ...AFTER_TENANT,
      ],
      { callbacks: { signIn } },
    );
  });

  it('changes the account when asked to', async () => {
    const { callbacks } = await run([
      SIGN_IN,
      back('Public URL'),
      { ask: 'Work in Contoso Ltd', choose: 'Sign in as somebody else' },
      SIGN_IN,
      ENDPOINT,
      CLIENTS,
      EACH,
      TENANT,
      CALLBACK,
      ...APPS,
      ...REST,
      CANCEL,
    ]);
    expect(callbacks.calls.slice(0, 2)).toEqual(['sign in by device-code', 'sign in by device-code']);
  });
});

describe('apps that exist', () => {
  const found = { findApps: async () => ({ server: [HAND_MADE], client: [] }) };
  const before = [...UP_TO_TENANT, ENDPOINT];

  it('are adopted only after every difference was shown', async () => {
    const { outcome, terminal } = await run(
      [
        ...before,
        { ask: 'Which app is MCP Server API', choose: 'Use MCP Server API' },
        { ask: 'Use this app', choose: 'Use it' },
        CLIENTS,
        EACH,
        TENANT,
        CALLBACK,
        CLIENT,
        CLIENT_NAME,
        ...REST,
        CANCEL,
      ],
      { callbacks: found },
    );
    expect(outcome).toMatchObject({ answers: { serverAppId: OLD_APP, serverName: 'MCP Server API' } });
    expect(terminal.saidErr()).toContain('~ Issue v2 access tokens');
    expect(terminal.saidErr()).toContain('owned by Ada Lovelace');
  });

  it('are not adopted by pressing Enter', async () => {
    const { outcome } = await run(
      [
        ...before,
        SERVER,
        enter('Use this app'),
        { ask: 'Which app is MCP Server API', choose: 'Create' },
        CLIENTS,
        EACH,
        TENANT,
        CALLBACK,
        SERVER_NAME,
        CLIENT,
        CLIENT_NAME,
        ...REST,
        CANCEL,
      ],
      { callbacks: found },
    );
    expect(outcome).toMatchObject({ answers: { serverApp: 'create' } });
    expect(outcome).not.toHaveProperty('answers.serverAppId');
  });

  it('made by this tool are taken without more questions', async () => {
    const ours = { ...HAND_MADE, madeBy: 'us' as const };
    const { outcome } = await run(
      [...before, SERVER, CLIENTS, EACH, TENANT, CALLBACK, CLIENT, CLIENT_NAME, ...REST, CANCEL],
      {
        callbacks: { findApps: async () => ({ server: [ours], client: [] }) },
      },
    );
    expect(outcome).toMatchObject({ answers: { serverAppId: OLD_APP } });
  });

  it('by an id the tenant does not have lead back to the choice', async () => {
    const { terminal } = await run(
      [
        ...before,
        CLIENTS,
        EACH,
        TENANT,
        CALLBACK,
        { ask: 'Which app is MCP Server API', choose: 'Enter' },
        { ask: 'Application (client) id of MCP Server API', type: OLD_APP },
        enter('How do you want to go on'),
        SERVER,
        SERVER_NAME,
        CLIENT,
        CLIENT_NAME,
        ...REST,
        CANCEL,
      ],
      { callbacks: { differencesOf: async () => null } },
    );
    expect(terminal.saidErr()).toContain(`no app ${OLD_APP}`);
  });
});
