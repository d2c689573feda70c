import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../../src/core/checks/index.ts';
import { planFor } from '../../../src/core/plan.ts';
import type { WizardCallbacks } from '../../../src/ui/wizard/facts.ts';
import { BLUEPRINT } from '../../support/practice.ts';
import { EMPTY_TENANT, MOMENT } from '../../support/tenants.ts';
import type { ScriptedAnswer } from '../scripted-asker.ts';
import { ALL_QUESTIONS, back, CANCEL, enter, given, LATER, review, run } from './conversation.ts';
import { ADMIN, CONTOSO, plannedWork } from './fake-callbacks.ts';

describe('the plan', () => {
  it('is never applied by pressing Enter', async () => {
    await expect(
      run([...ALL_QUESTIONS, enter('What do you want to do'), enter('What do you want to do'), CANCEL]),
    ).resolves.toMatchObject({
      outcome: { outcome: 'cancelled' },
    });
  });

  it('shows a line a change first, and every value when asked', async () => {
    const { terminal } = await run([...ALL_QUESTIONS, review('Show every value'), CANCEL]);
    expect(terminal.saidErr()).toMatch(/THE PLAN[\s\S]*THE DETAILS/);
  });

  it('can be saved and shown as commands, and is still there', async () => {
    const { terminal, callbacks } = await run([
      ...ALL_QUESTIONS,
      review('Save'),
      review('Show as commands'),
      { ask: 'As which commands?', choose: 'PowerShell' },
      review('Show as commands'),
      { ask: 'As which commands?', choose: 'Both' },
      review('Show as commands'),
      back('As which commands?'),
      CANCEL,
    ]);
    expect(callbacks.calls).toEqual(expect.arrayContaining(['save plan', 'save commands']));
    expect(terminal.saidErr()).toMatch(/THE POWERSHELL SCRIPT[\s\S]*Saved: plan\.sh/);
    expect(terminal.saidErr()).not.toContain('THE BASH SCRIPT');
    expect(callbacks.planned).toHaveLength(1);
  });

  it('that the tenant would refuse cannot be applied', async () => {
    const obstacles = ['A policy forbids it.'];
    const refused = run([...ALL_QUESTIONS, review('Apply')], {
      callbacks: { planFor: async () => plannedWork({ obstacles }) },
    });
    await expect(refused).rejects.toThrow('not available');
  });

  it('that changes nothing goes on with Enter', async () => {
    const nothing = plannedWork({ plan: { changes: [], leftToPeople: [] }, consents: [] });
    const { outcome } = await run([...ALL_QUESTIONS, enter('Nothing has to be changed')], {
      callbacks: { planFor: async () => nothing },
    });
    expect(outcome).toMatchObject({ outcome: 'apply', consent: false });
  });
});

describe('a name that hurts later', () => {
  it('is pointed out with the plan', async () => {
    const { serverApi, ...rest } = BLUEPRINT;
    const blueprint = { ...rest, serverApi: { ...serverApi, displayName: 'Microsoft files' } };
    const changes = planFor(CHECKS, blueprint, EMPTY_TENANT, MOMENT).changes.map(({ change }) => change);
    const { terminal } = await run([...ALL_QUESTIONS, CANCEL], {
      callbacks: { planFor: async () => plannedWork({ changes }) },
    });
    expect(terminal.saidErr()).toContain('holds "Microsoft", a restricted word');
  });
});

describe('consent', () => {
  const typed = (type: string): ScriptedAnswer => ({ ask: 'Type Contoso Ltd', type });
  const UP_TO_CONSENT = [...ALL_QUESTIONS, review('Apply')];

  it.each(['contoso ltd', 'contoso.com', CONTOSO])(
    'is given by typing what the tenant is called (%s)',
    async (name) => {
      const { outcome } = await run([...UP_TO_CONSENT, typed(name)]);
      expect(outcome).toMatchObject({
        outcome: 'apply',
        consent: true,
        answers: { grantAdminConsent: true },
      });
    },
  );

  it.each(['yes', 'y', 'Contoso'])('is not given by anything else (%s)', async (text) => {
    await expect(run([...UP_TO_CONSENT, typed(text)])).rejects.toThrow('was refused');
  });

  it('is left to an administrator by Enter alone', async () => {
    const { outcome } = await run([...UP_TO_CONSENT, LATER]);
    expect(outcome).toMatchObject({ outcome: 'apply', consent: false });
  });

  it('is not asked of an account whose roles do not allow it, which is told so with the plan', async () => {
    const signIn: WizardCallbacks['signIn'] = async () => ({
      kind: 'signed-in',
      session: { ...ADMIN, roles: ['Application Developer'] },
    });
    const { outcome, terminal } = await run(UP_TO_CONSENT, { callbacks: { signIn } });
    expect(outcome).toMatchObject({ outcome: 'apply', consent: false, isBarred: true });
    expect(terminal.saidErr().replace(/\s+/g, ' ')).toContain('your roles do not allow it');
  });

  it('says where the roles are not known', async () => {
    const signIn: WizardCallbacks['signIn'] = async () => ({
      kind: 'signed-in',
      session: { ...ADMIN, roles: null },
    });
    const { terminal } = await run([...UP_TO_CONSENT, LATER], { callbacks: { signIn } });
    expect(terminal.saidErr()).toContain('Your roles are not known; Entra may refuse it.');
  });

  it.each([
    ['client', 'server-api', 'access', 'users are asked or kept out.'],
    ['server', 'microsoft-graph', 'Files.Read', 'the server gets no token with these permissions.'],
  ] as const)('says what happens without that of the %s app', async (app, resource, scope, without) => {
    const consents = [{ app, resource, scopes: [scope] }];
    const { terminal } = await run([...UP_TO_CONSENT, LATER], {
      callbacks: { planFor: async () => plannedWork({ consents }) },
    });
    expect(terminal.saidErr().replace(/\s+/g, ' ')).toContain(`Without it, ${without} Leaving it`);
  });

  it('is not asked when the flag decided it', async () => {
    const { outcome } = await run([...ALL_QUESTIONS, review('Apply')], {
      start: given({ grantAdminConsent: true }, { grantAdminConsent: '--grant-admin-consent' }),
    });
    expect(outcome).toMatchObject({ consent: true });
  });

  it('is not asked when everything was consented to before', async () => {
    const { outcome } = await run([...ALL_QUESTIONS, review('Apply')], {
      callbacks: { planFor: async () => plannedWork({ consents: [] }) },
    });
    expect(outcome).toMatchObject({ consent: false });
  });
});
