import { describe, expect, test } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import { type AuthMethod, defaultMethod, nextMethods } from '../../src/identity/auth-method.ts';
import { refusalOf } from './refusal-of.ts';

const noAz = {
  run: async () => {
    throw new Error('not found');
  },
};
const az = { run: async () => '{}' };
const CI = { interactive: false };

const APP = { AZURE_CLIENT_ID: 'an-app' };
const SECRET = { ...APP, AZURE_CLIENT_SECRET: 'secret-value' };
const WORKLOAD = { ...APP, AZURE_FEDERATED_TOKEN_FILE: '/token' };
const GITHUB = {
  ...APP,
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
};
const HOST = { IDENTITY_ENDPOINT: 'http://localhost:4000' };

describe('where nobody can be asked, it signs in by', () => {
  test.each<[AuthMethod, Record<string, string>]>([
    ['environment', SECRET],
    ['environment', { ...APP, AZURE_CLIENT_CERTIFICATE_PATH: 'sp.pem' }],
    ['environment', { ...SECRET, ...WORKLOAD, ...GITHUB, ...HOST }],
    ['workload-identity', { ...WORKLOAD, ...GITHUB, ...HOST }],
    ['github-oidc', { ...GITHUB, ...HOST }],
    ['managed-identity', HOST],
    ['managed-identity', { MSI_ENDPOINT: 'http://localhost:4000' }],
  ])('%s with %o', async (method, env) => {
    expect(await defaultMethod(env, noAz, CI)).toBe(method);
  });

  test('azure-cli where az is signed in and nothing else is there', async () => {
    expect(await defaultMethod({}, az, CI)).toBe('azure-cli');
  });

  test('nothing, and it lists what each way wants', async () => {
    const error = await refusalOf(defaultMethod({ AZURE_CLIENT_ID: 'an-app' }, noAz, CI));
    expect(error.code).toBe('NOT_SIGNED_IN');
    expect(error.advice).toHaveLength(5);
  });

  test('nothing that an empty variable only pretends to offer', async () => {
    const env = { AZURE_CLIENT_ID: 'an-app', AZURE_CLIENT_SECRET: '' };
    expect((await refusalOf(defaultMethod(env, noAz, CI))).code).toBe('NOT_SIGNED_IN');
  });
});

test('on a terminal it signs in by device code, whatever the environment offers', async () => {
  expect(await defaultMethod(SECRET, az, { interactive: true })).toBe('device-code');
});

describe('when the tenant blocks a way to sign in, it offers', () => {
  const blocked = (aadsts: string) => new SetupError('SIGN_IN_BLOCKED', 'Blocked.', { aadsts });

  test.each<[string, readonly AuthMethod[], readonly AuthMethod[]]>([
    ['53003', ['device-code'], ['browser', 'azure-cli']],
    ['50199', ['device-code'], ['browser', 'azure-cli']],
    ['53003', ['browser'], ['device-code', 'azure-cli']],
    ['53003', ['device-code', 'browser'], ['azure-cli']],
    ['53003', ['device-code', 'browser', 'azure-cli'], []],
    ['53000', ['browser'], ['azure-cli']],
    ['53001', ['browser'], ['azure-cli']],
    ['530003', ['azure-cli'], ['browser']],
    ['9001011', ['browser'], ['azure-cli']],
    ['700003', ['browser'], ['azure-cli']],
  ])('after %s on %j: %j', (aadsts, tried, offered) => {
    expect(nextMethods(blocked(aadsts), tried)).toEqual(offered);
  });

  test('another way when az is not there', () => {
    expect(nextMethods(new SetupError('NOT_SIGNED_IN', 'No az.'), ['azure-cli'])).toEqual([
      'browser',
      'device-code',
    ]);
  });

  test('another way when the code expired: the page may have refused it', () => {
    const expired = new SetupError('SIGN_IN_EXPIRED', 'Expired.', { aadsts: '70020' });
    expect(nextMethods(expired, ['device-code'])).toEqual(['browser', 'azure-cli']);
  });

  test('no other way when the person declined', () => {
    const declined = new SetupError('NOT_SIGNED_IN', 'Declined.');
    expect(nextMethods(declined, ['device-code'])).toEqual([]);
  });

  test('no other way when the network is down', () => {
    expect(nextMethods(new SetupError('UNAVAILABLE', 'Down.'), ['device-code'])).toEqual([]);
  });

  test('no person’s way to an app', () => {
    expect(nextMethods(blocked('53003'), ['github-oidc'])).toEqual([]);
  });
});
