import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import { practiceBench } from '../support/practice.ts';
import {
  appliesWithConsent,
  endsThere,
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

describe.concurrent('answers as people give them', () => {
  for (const view of VIEWS) {
    test(`an object id leads to its app (${view})`, async ({ place, keeps, expect }) => {
      const { graph, tenant } = await practiceBench({ start: LONG_AGO });
      const { body } = await graph.send('POST', '/applications', { body: { displayName: 'Our server' } });
      const { id, appId } = body as { readonly id: string; readonly appId: string };
      tenant.state.behaviour.deviceCodeInterval = 0.01;
      await writeFile(join(place.folder, '.entra-mcp-practice.json'), JSON.stringify(tenant.state));

      const { session, person } = sitsAt(place, view);
      await signsIn(person);
      await person.types('Public URL of the MCP server', MCP_URL);
      await person.accepts('Which MCP clients do people use?');
      await person.chooses('Set it up like this?', 'Edit a line');
      await person.chooses('Which one?', 'MCP Server API');
      await person.chooses('Which app is MCP Server API?', 'Enter an app id');
      await person.types('Application (client) id of MCP Server API', id);
      await session.sees('is an object id');
      await person.chooses('Use this app as MCP Server API?', 'Use it');
      await person.accepts('Set it up like this?');
      await person.reads(PLAN);
      session.press('ctrl-c');
      await session.ends(130);
      await keeps(session, `object-id-${view}`);
      expect(session.said()).toContain(appId);
    });

    test(`where the server runs gives issuer and subject (${view})`, async ({ place, keeps }) => {
      await place.tenant();
      const { session, person } = sitsAt(place, view);
      await signsIn(person);
      await person.types('Public URL of the MCP server', 'mcp.contoso.com/mcp');
      await person.accepts('Which MCP clients do people use?');
      await person.chooses('Set it up like this?', 'Edit a line');
      await person.chooses('Which one?', 'Credential');
      await person.chooses('How does the server prove itself?', 'Federated');
      await person.chooses('Where does the server run?', 'GitHub');
      await person.types('Repository, as owner/name', 'contoso/mcp-server');
      await person.chooses('Which runs of it are trusted?', 'Of one environment');
      await person.types('Name of the branch or environment', 'production');
      await person.accepts('Set it up like this?');
      await person.reads(PLAN);
      session.press('ctrl-c');
      await session.ends(130);
      await keeps(session, `federated-${view}`);
    });

    test(`permissions that grew are asked about again (${view})`, async ({ ready, keeps, expect }) => {
      const file = join(ready.folder, 'entra-mcp.yaml');
      const text = (await readFile(file, 'utf8')).trimEnd();
      await writeFile(file, `${text}\ngraphPermissions: [Files.ReadWrite.All]\n`);
      const { session, person } = sitsAt(ready, view);
      await signsIn(person);
      await person.accepts('Set it up like this?');
      await appliesWithConsent(person);
      await endsThere(person);
      await session.ends(0);
      await keeps(session, `grown-consent-${view}`);
      const grown = SET_UP.grants.map((one) => (one.includes('Files') ? `${one} Files.ReadWrite.All` : one));
      expect(summaryOf(await ready.state()).grants).toEqual(grown);
    });
  }
});
