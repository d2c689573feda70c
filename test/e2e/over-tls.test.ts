import { randomUUID } from 'node:crypto';
import { describe } from 'vitest';
import { newApplication } from '../../src/practice-tenant/new-application.ts';
import { EVIL_URI, registerAs } from '../support/attack.ts';
import { serveTenant, type TlsTenant } from '../support/terminal/tls-tenant.ts';
import type { Workplace } from '../support/terminal/workplace.ts';
import {
  ALL_FILES,
  answersTheRest,
  appliesWithConsent,
  test as base,
  endsThere,
  LONG_AGO,
  MCP_URL,
  SET_UP,
  signsIn,
  sitsAt,
  summaryOf,
  VIEWS,
} from './journey.ts';

/** A tenant behind the real host names, with the practice tenant of this process in their place. */
const test = base.extend<{ served: TlsTenant }>({
  served: async ({ place }, use) => {
    const served = await serveTenant(`${place.folder}/.home`);
    await use(served);
    served.close();
  },
});

const APPLY = [
  'apply',
  '--tenant',
  'contoso.onmicrosoft.com',
  '--mcp-url',
  MCP_URL,
  '--grant-admin-consent',
  '--yes',
];
const BY_CODE = ['--auth', 'device-code'];
const WRITES = /^(POST|PATCH|PUT|DELETE) (?!.*(\$batch|\/devicecode$|\/token$))/;
const MOST_REQUESTS = 20;

const applied = (place: Workplace, { env }: TlsTenant) => place.run([...APPLY, ...BY_CODE], { env });

describe.concurrent('over real sockets, under the real names', () => {
  test('apply does the whole job', async ({ place, served, expect }) => {
    const { code, err } = await applied(place, served);
    expect([code, err.includes('https://microsoft.com/devicelogin')]).toEqual([0, true]);
    expect(summaryOf(served.tenant.state)).toEqual(SET_UP);
    expect(await place.files()).toEqual(ALL_FILES);
    expect((await place.run(['verify', ...BY_CODE], { env: served.env })).code).toBe(0);
  });

  test('a fresh set-up takes few requests', async ({ place, served, expect }) => {
    await applied(place, served);
    expect(served.tenant.log.length).toBeLessThanOrEqual(MOST_REQUESTS);
  });

  test('a second run writes nothing', async ({ place, served, expect }) => {
    await applied(place, served);
    const before = served.requests().length;
    expect((await applied(place, served)).code).toBe(0);
    expect(
      served
        .requests()
        .slice(before)
        .filter((request) => WRITES.test(request)),
    ).toEqual([]);
  });

  test('verify only reads', async ({ place, served, expect }) => {
    await applied(place, served);
    const before = served.requests().length;
    await place.run(['verify', ...BY_CODE], { env: served.env });
    expect(
      served
        .requests()
        .slice(before)
        .filter((request) => WRITES.test(request)),
    ).toEqual([]);
  });

  test('another tenant than the one signed in to is refused before the first write', async ({
    place,
    served,
    expect,
  }) => {
    const elsewhere = APPLY.map((word) =>
      word === 'contoso.onmicrosoft.com' ? '00000000-1111-4222-8333-444444444444' : word,
    );
    const { code } = await place.run([...elsewhere, ...BY_CODE], { env: served.env });
    expect([code, served.requests().filter((request) => WRITES.test(request))]).toEqual([4, []]);
  });

  test('a certificate of another authority is no tenant', async ({ place, served, expect }) => {
    const { code } = await place.run([...APPLY, ...BY_CODE], {
      env: { ...served.env, NODE_EXTRA_CA_CERTS: undefined },
    });
    expect([code, served.tenant.log]).toEqual([7, []]);
  });

  test('no variable leads the secret of an app elsewhere', async ({ place, served, expect }) => {
    await applied(place, served);
    const env = {
      ...served.env,
      AZURE_CLIENT_ID: randomUUID(),
      AZURE_CLIENT_SECRET: 'a-secret-of-nobody',
      AZURE_REGIONAL_AUTHORITY_NAME: 'evil.example/',
      MSAL_FORCE_REGION: 'evil.example/',
      REGION_NAME: 'evil.example/',
      AZURE_AUTHORITY_HOST: 'https://evil.example/',
      AZURE_POD_IDENTITY_AUTHORITY_HOST: 'https://evil.example/',
    };
    const { length } = served.requests();
    // The service knows no such app, which it must have been asked for.
    expect((await place.run(['verify', '--auth', 'environment'], { env })).code).toBe(4);
    expect(served.requests().slice(length).join()).toContain('login.microsoftonline.com');
    const identity = { IDENTITY_ENDPOINT: 'http://evil.example/', IDENTITY_HEADER: 'x', ...env };
    const { code, err } = await place.run(['verify', '--auth', 'managed-identity'], { env: identity });
    expect([code, err.includes('Nothing is sent to evil.example')]).toEqual([2, true]);
  });

  for (const view of VIEWS)
    test(`setup leads on to the device code where no browser opens (${view})`, async ({
      place,
      served,
      keeps,
    }) => {
      const { session, person } = sitsAt(place, view, { argv: ['setup'], env: served.env });
      await person.chooses('How do you want to sign in?', 'Browser on this computer');
      await session.sees('No browser could be opened on this computer.');
      await person.accepts('How do you want to sign in?');
      await person.reads('Public URL of the MCP server');
      session.press('ctrl-c');
      await session.ends(130);
      await keeps(session, `no-browser-${view}`);
    });

  for (const view of VIEWS)
    test(`setup makes its plan anew when the tenant changed while it was on the screen (${view})`, async ({
      place,
      served,
      keeps,
      expect,
    }) => {
      const { session, person } = sitsAt(place, view, { argv: ['setup'], env: served.env });
      await signsIn(person);
      await answersTheRest(person);
      await person.reads('What do you want to do with this plan?');
      somebodyElse(served);
      await person.chooses('What do you want to do with this plan?', 'Apply');
      await person.accepts('Type Contoso Practice to grant it');
      await session.sees('Somebody has changed the tenant meanwhile');
      expect(served.tenant.state.applications.map(({ uniqueName }) => uniqueName)).toEqual([null]);
      await person.chooses('What do you want to do with this plan?', 'Apply');
      await session.ends(1);
      await keeps(session, `tenant-changed-${view}`);
      expect(summaryOf(served.tenant.state)).toEqual({
        ...SET_UP,
        apps: ['MCP Client App', 'MCP Server API', 'MCP Server API'],
        grants: [],
      });
    });
});

describe.concurrent('an app that somebody made meanwhile under the name of one that is to be created', () => {
  for (const view of VIEWS)
    test(`is shown, and can be used (${view})`, async ({ place, served, keeps, expect }) => {
      makesItFirst(served);
      const { session, person } = sitsAt(place, view, { argv: ['setup'], env: served.env });
      await signsIn(person);
      await answersTheRest(person);
      await appliesWithConsent(person);
      await person.chooses('Which app is MCP Client App?', 'Use MCP Client App');
      await person.chooses('Use this app as MCP Client App?', 'Use it');
      await appliesWithConsent(person);
      await endsThere(person);
      // The address of theirs stays on it, which is a finding.
      await session.ends(1);
      await keeps(session, `made-meanwhile-${view}`);
      expect(summaryOf(served.tenant.state)).toEqual(SET_UP);
    });
});

/** Where times and ids of what other people make come from. */
const OTHERS = {
  clock: { now: () => new Date(LONG_AGO) },
  random: { uuid: randomUUID, bytes: (size: number) => new Uint8Array(size) },
};

/** A member registers an app under the client's name at the moment in which the wizard creates it. */
function makesItFirst(served: TlsTenant): void {
  served.meanwhile = ({ method, url }) => {
    const uniqueName = /entra-mcp-setup-client-[^']+/.exec(decodeURIComponent(url))?.[0];
    if (method !== 'PATCH' || uniqueName === undefined) return;
    served.meanwhile = null;
    const spa = { redirectUris: [EVIL_URI] };
    registerAs({ tenant: served.tenant, ...OTHERS }, { displayName: 'MCP Client App', uniqueName, spa });
  };
}

/** Another administrator makes an app of the same name by hand. */
function somebodyElse({ tenant: { state } }: TlsTenant): void {
  const outside = { ...OTHERS.clock, ...OTHERS.random };
  state.applications = [...state.applications, { ...newApplication(outside), displayName: 'MCP Server API' }];
  state.revision += 1;
}
