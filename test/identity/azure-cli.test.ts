import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nextMethods } from '../../src/identity/auth-method.ts';
import { type SignInRequest, signIn } from '../../src/identity/sign-in.ts';
import { fakePorts } from './fake-ports.ts';
import { refusalOf } from './refusal-of.ts';
import { jwt, TENANT, USER_CLAIMS } from './samples.ts';
import { tokenService } from './token-service.ts';

tokenService();

const REQUEST: SignInRequest = {
  method: 'azure-cli',
  tenant: TENANT,
  cloud: 'public',
  clientId: null,
  permissions: ['User.Read'],
  maxWait: 60_000,
};
const loggedIn = { run: async () => '{}' };
const path = process.env.PATH;

/** The SDK starts `az` by itself, so a program of that name stands first on the PATH. */
function azPrints(script: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'az-'));
  writeFileSync(join(folder, 'az'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'az'), 0o755);
  process.env.PATH = `${folder}${delimiter}${path}`;
}

describe('signing in with the login of Azure CLI', () => {
  beforeEach(() => {
    process.env.PATH = path;
  });
  afterEach(() => {
    process.env.PATH = path;
  });

  test('it borrows the token of az for the tenant asked for', async () => {
    const reply = JSON.stringify({
      accessToken: jwt(USER_CLAIMS),
      expires_on: Math.floor(Date.now() / 1000) + 3600,
    });
    azPrints(
      `case "$*" in *"--resource https://graph.microsoft.com --tenant ${TENANT}"*) echo '${reply}';; esac`,
    );
    const session = await signIn(REQUEST, fakePorts({ programs: loggedIn }));
    expect(session.claims).toMatchObject({ principal: 'admin@contoso.com', tenantId: TENANT });
  });

  test('it passes on what az says when the tenant wants more', async () => {
    azPrints(
      `echo "ERROR: AADSTS50076: Due to a configuration change you must use multi-factor authentication. Trace ID: 1a Correlation ID: 2b Timestamp: 2026-11-23 10:00:00Z" >&2; exit 1`,
    );
    const error = await refusalOf(signIn(REQUEST, fakePorts({ programs: loggedIn })));
    expect(error).toMatchObject({ code: 'SIGN_IN_BLOCKED', aadsts: '50076', correlationId: '2b' });
    expect(error.advice).toContain(`az login --tenant ${TENANT}`);
  });

  test('it says so when az is not installed', async () => {
    const error = await refusalOf(signIn(REQUEST, fakePorts()));
    expect(error.code).toBe('NOT_SIGNED_IN');
    expect(error.message).toContain('not installed');
    expect(nextMethods(error, ['azure-cli'])).toEqual(['browser', 'device-code']);
  });

  test('it says so when nobody is signed in to az', async () => {
    const run = async () => {
      throw Object.assign(new Error("ERROR: Please run 'az login' to setup account."), { code: 1 });
    };
    const error = await refusalOf(signIn(REQUEST, fakePorts({ programs: { run } })));
    expect(error.code).toBe('NOT_SIGNED_IN');
    expect(error.advice[0]).toBe(`az login --allow-no-subscriptions --tenant ${TENANT}`);
  });
});
