import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import { practiceBench } from '../support/practice.ts';
import type { Workplace } from '../support/terminal/workplace.ts';
import {
  ALL_FILES,
  answersTheRest,
  appliesWithConsent,
  endsThere,
  goesBack,
  LONG_AGO,
  MCP_URL,
  SET_UP,
  signsIn,
  sitsAt,
  summaryOf,
  test,
  VIEWS,
} from './journey.ts';

const PLAN = 'What do you want to do with this plan?';

describe.concurrent('setup, another way', () => {
  for (const view of VIEWS) {
    test(`when the tenant blocks the device code, signs in by browser (${view})`, async ({
      place,
      keeps,
    }) => {
      await place.tenant();
      await place.breaks('device-code-blocked');
      const { session, person } = sitsAt(place, view);
      await person.chooses('How do you want to sign in?', 'Device code');
      await session.sees('Device code did not work.');
      await person.accepts('How do you want to sign in?');
      await person.reads('Public URL of the MCP server');
      session.press('ctrl-c');
      await session.ends(130);
      await keeps(session, `sign-in-blocked-${view}`);
    });

    test(`an account that may not consent leaves that to an administrator (${view})`, async ({
      place,
      keeps,
      expect,
    }) => {
      await place.tenant();
      await place.breaks('no-consent-role');
      const { session, person } = sitsAt(place, view);
      await signsIn(person);
      await answersTheRest(person);
      await person.chooses(PLAN, 'Apply');
      await session.ends(5);
      await keeps(session, `without-consent-role-${view}`);
      expect(await place.files()).toEqual(['0600 .env', '0644 entra-mcp-handoff.md', ...ALL_FILES.slice(1)]);
      expect(summaryOf(await place.state())).toEqual({ ...SET_UP, grants: [] });
    });

    test(`adopts an app made by hand and mends what is wrong with it (${view})`, async ({
      place,
      keeps,
      expect,
    }) => {
      const appId = await madeByHand(place);
      const { session, person } = sitsAt(place, view);
      await signsIn(person);
      await person.types('Public URL of the MCP server', MCP_URL);
      await person.accepts('Which app is MCP Server API?');
      await person.chooses('Use this app as MCP Server API?', 'Use it');
      await person.accepts('Which MCP clients do people use?');
      await person.accepts('Set it up like this?');
      await appliesWithConsent(person);
      await endsThere(person);
      await session.ends(0);
      await keeps(session, `adopted-by-hand-${view}`);
      const state = await place.state();
      expect(summaryOf(state)).toEqual(SET_UP);
      expect(state.applications.find((one) => one.appId === appId)).toMatchObject({
        isFallbackPublicClient: false,
        api: { requestedAccessTokenVersion: 2 },
        publicClient: { redirectUris: [] },
      });
    });

    test(`when secrets are forbidden, continues with a certificate (${view})`, async ({
      place,
      keeps,
      expect,
    }) => {
      await place.tenant();
      await place.breaks('secrets-forbidden');
      const { session, person } = sitsAt(place, view);
      await signsIn(person);
      await answersTheRest(person);
      await appliesWithConsent(person);
      await person.accepts('How does the server prove itself?');
      await person.chooses(PLAN, 'Apply');
      await endsThere(person);
      await session.ends(0);
      expect(await place.files()).toEqual([...ALL_FILES, '0600 mcp-server-certificate.pem']);
      expect(summaryOf(await place.state())).toEqual({ ...SET_UP, secrets: 0, certificates: 1 });
      await keeps(session, `secrets-forbidden-${view}`);
    });

    test(`whoever leaves where secrets are forbidden goes on with a certificate in the next run (${view})`, async ({
      place,
      keeps,
      expect,
    }) => {
      await place.tenant();
      await place.breaks('secrets-forbidden');
      const { session: left, person: before } = sitsAt(place, view);
      await signsIn(before);
      await answersTheRest(before);
      await appliesWithConsent(before);
      await before.reads('How does the server prove itself?');
      left.press('ctrl-c');
      await left.ends(130);

      const { session, person } = sitsAt(place, view);
      await person.chooses('Go on from there?', 'Go on');
      await person.accepts('How does the server prove itself?');
      await person.chooses(PLAN, 'Apply');
      await endsThere(person);
      await session.ends(0);
      expect(await place.files()).toEqual([...ALL_FILES, '0600 mcp-server-certificate.pem']);
      expect(summaryOf(await place.state())).toEqual({ ...SET_UP, secrets: 0, certificates: 1 });
      await keeps(session, `certificate-instead-${view}`);
    });

    test(`a mistyped tenant leads back to its question, with the reason (${view})`, async ({
      place,
      keeps,
      expect,
    }) => {
      await place.tenant();
      const { session, person } = sitsAt(place, view);
      await person.chooses('How do you want to sign in?', 'Device code');
      await person.reads('Public URL of the MCP server');
      goesBack(session, view);
      await person.chooses('Work in Contoso Practice?', 'Another tenant');
      await person.types('Tenant', 'fabrikam.com');
      await session.sees('There is no tenant fabrikam.com');
      await session.sees(view === 'accessible' ? 'Press Enter for fabrikam.com' : '(fabrikam.com)');
      // The screen is whole when the prompt stands.
      if (view === 'accessible') await session.hears('Press Enter for fabrikam.com');
      if (view === 'accessible') await session.hears('Answer: ');
      await keeps(session, `wrong-tenant-${view}`);
      goesBack(session, view);
      await person.chooses('Work in Contoso Practice?', 'Yes, this tenant');
      await person.reads('Public URL of the MCP server');
      session.press('ctrl-c');
      await session.ends(130);
      expect((await place.state()).applications).toEqual([]);
    });

    test(`goes back, and edits an answer from the plan (${view})`, async ({ place, keeps, expect }) => {
      await place.tenant();
      const { session, person } = sitsAt(place, view);
      await signsIn(person);
      await person.types('Public URL of the MCP server', 'https://wrong.contoso.com/mcp');
      await person.reads('Which MCP clients do people use?');
      goesBack(session, view);
      await person.reads('Public URL of the MCP server');
      if (view !== 'accessible')
        for (const _letter of 'https://wrong.contoso.com/mcp') session.type('\u007f');
      await answersTheRest(person);
      await person.chooses(PLAN, 'Edit an answer');
      await person.chooses('Which one?', 'MCP Server API, name');
      await person.types('Display name of the new MCP Server API', 'Contoso MCP Server');
      await session.sees('Create the app registration Contoso MCP Server');
      await person.chooses(PLAN, 'Cancel');
      await session.ends(0);
      expect((await place.state()).applications).toEqual([]);
      await keeps(session, `back-and-edit-${view}`);
    });
  }
});

test('a saved plan that creates a certificate knows the name of its file', async ({ place, expect }) => {
  await place.tenant();
  const { session, person } = sitsAt(place, '80');
  await signsIn(person);
  await answersTheRest(person);
  await person.chooses(PLAN, 'Edit an answer');
  await person.chooses('Which one?', 'Credential');
  await person.chooses('How does the server prove itself?', 'Certificate');
  await person.chooses(PLAN, 'Save the plan');
  await session.sees('entra-mcp-plan.json');
  session.press('ctrl-c');
  await session.ends(130);
  const { code } = await place.run(['apply', 'entra-mcp-plan.json', '--practice', '--yes']);
  expect([code, await place.files()]).toEqual([
    1,
    expect.arrayContaining(['0600 mcp-server-certificate.pem']),
  ]);
  expect(await place.file('entra-mcp-plan.json')).not.toContain('not-answered');
});

/** A server app as somebody made it from the guide, with the redirect URI, the flows and the tokens wrong. */
async function madeByHand(place: Workplace): Promise<string> {
  const { graph, tenant } = await practiceBench({ start: LONG_AGO });
  const { body } = await graph.send('POST', '/applications', {
    body: {
      displayName: 'MCP Server API',
      signInAudience: 'AzureADMyOrg',
      isFallbackPublicClient: true,
      api: { requestedAccessTokenVersion: 1 },
      publicClient: { redirectUris: ['https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback'] },
    },
  });
  tenant.state.behaviour.deviceCodeInterval = 0.01;
  await writeFile(join(place.folder, '.entra-mcp-practice.json'), JSON.stringify(tenant.state));
  return (body as { readonly appId: string }).appId;
}
