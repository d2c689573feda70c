import { describe, expect, it } from 'vitest';
import {
  ALL_QUESTIONS,
  APPS,
  back,
  CALLBACK,
  CANCEL,
  CLIENTS,
  CREDENTIAL,
  EACH,
  EDIT_LINE,
  ENDPOINT,
  EXPRESS,
  given,
  LATER,
  MONTHS,
  PERMISSIONS,
  REST,
  review,
  run,
  SIGN_IN,
  TABLE,
  TENANT,
  UP_TO_TENANT,
  URI,
} from './conversation.ts';

describe('a first run', () => {
  it('ends with the guide’s values when every default is taken', async () => {
    const { outcome } = await run([...ALL_QUESTIONS, review('Apply'), LATER]);
    expect(outcome).toMatchObject({
      outcome: 'apply',
      consent: false,
      answers: {
        tenant: 'contoso.com',
        mcpUrl: 'https://mcp.contoso.com/mcp',
        gatewayCallback: 'https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback',
        serverName: 'MCP Server API',
        clientName: 'MCP Client App',
        redirectUris: ['http://127.0.0.1:53100/callback'],
        appIdUri: 'api://{appId}',
        graphPermissions: ['Files.Read'],
        credential: 'secret',
        secretMonths: 24,
        grantAdminConsent: false,
      },
    });
  });

  it('signs in before it asks for anything else, and plans once', async () => {
    const { callbacks } = await run([...ALL_QUESTIONS, CANCEL]);
    expect(callbacks.calls).toEqual(['sign in by device-code', 'find apps', 'read tenant', 'plan']);
  });

  it('numbers its screens', async () => {
    const { terminal } = await run([...ALL_QUESTIONS, CANCEL]);
    expect(terminal.saidErr()).toContain('Step 4 of 6 · What is set up');
  });

  it('shows which addresses the clients add, and whose own is still to be registered', async () => {
    const chosen = { ask: 'Which MCP clients', tick: ['Visual Studio Code', 'ChatGPT'] };
    const { terminal } = await run([...UP_TO_TENANT, ENDPOINT, chosen, TABLE, CANCEL]);
    const said = terminal.saidErr().replace(/\s+/g, ' ');
    expect(said).toContain('https://vscode.dev/redirect');
    expect(said).toContain('ChatGPT signs in from an address of its own, and none is registered yet');
    const { terminal: without } = await run([...UP_TO_TENANT, ENDPOINT, CLIENTS, TABLE, CANCEL]);
    expect(without.saidErr()).not.toMatch(/vscode|ChatGPT/);
  });

  it('shows tenant, account and roles before the questions about apps', async () => {
    const { terminal } = await run([...ALL_QUESTIONS, CANCEL]);
    const said = terminal.saidErr();
    expect(said.indexOf('ada@contoso.com')).toBeGreaterThan(0);
    expect(said.indexOf('ada@contoso.com')).toBeLessThan(said.indexOf('Step 2 of'));
  });

  it('sends those who need the other guide away, with nothing planned', async () => {
    const { outcome, callbacks } = await run([
      ...UP_TO_TENANT,
      ENDPOINT,
      CLIENTS,
      EDIT_LINE,
      { ask: 'Which one?', choose: 'Approach' },
      { ask: 'Does that describe', choose: 'No' },
    ]);
    expect([outcome, callbacks.planned]).toEqual([{ outcome: 'other-guide' }, []]);
  });

  it('takes six questions when what is offered is taken and consent is granted', async () => {
    const { asked, outcome } = await run([
      ...EXPRESS,
      review('Apply'),
      { ask: 'Type Contoso Ltd', type: 'Contoso Ltd' },
    ]);
    expect([asked.length, outcome]).toMatchObject([
      6,
      {
        outcome: 'apply',
        consent: true,
        answers: {
          serverApp: 'create',
          redirectUris: ['http://127.0.0.1:53100/callback'],
          appIdUri: 'api://{appId}',
          graphPermissions: ['Files.Read'],
          credential: 'secret',
          secretMonths: 24,
        },
      },
    ]);
  });

  it('shows on one screen what is taken without asking', async () => {
    const { terminal } = await run([...EXPRESS, CANCEL]);
    expect(terminal.saidErr()).toMatch(
      /MCP server endpoint +https:\/\/mcp\.contoso\.com\/mcp\n[\s\S]*Application ID URI +api:\/\/\{appId\}[\s\S]*Graph permissions +Files\.Read[\s\S]*Credential +Client secret, 24 months/,
    );
  });

  it('says that the gateway callback is the guide\u2019s, as long as it is', async () => {
    const said = async (gatewayCallback?: string) => {
      const start = gatewayCallback === undefined ? {} : given({ gatewayCallback }, {});
      return (await run([...EXPRESS, CANCEL], { start })).terminal.saidErr();
    };
    expect(await said()).toMatch(/Gateway callback \(guide\u2019s\)/);
    expect(await said('https://gateway.contoso.com/callback')).toMatch(/Gateway callback +https/);
  });

  it('asks one line anew and shows the table again', async () => {
    const { outcome, asked } = await run([
      ...UP_TO_TENANT,
      ENDPOINT,
      CLIENTS,
      EDIT_LINE,
      { ask: 'Which one?', choose: 'Graph permissions' },
      { ask: 'What may the server do', tick: ['Files.Read.All'] },
      TABLE,
      CANCEL,
    ]);
    expect(outcome).toMatchObject({ answers: { graphPermissions: ['Files.Read.All'], secretMonths: 24 } });
    expect(asked.filter((one) => one.startsWith('Set it up'))).toHaveLength(2);
  });

  it('leaves a line as it was when the person goes back from it', async () => {
    const { outcome } = await run([
      ...UP_TO_TENANT,
      ENDPOINT,
      CLIENTS,
      EDIT_LINE,
      { ask: 'Which one?', choose: 'Credential' },
      back('How does the server prove itself'),
      TABLE,
      CANCEL,
    ]);
    expect(outcome).toMatchObject({ answers: { credential: 'secret' } });
  });

  it('writes nothing to standard output', async () => {
    const { terminal } = await run([...ALL_QUESTIONS, CANCEL]);
    expect(terminal.saidOut()).toBe('');
  });
});

describe('going back', () => {
  it('asks the question before again, and keeps what was answered', async () => {
    const { outcome } = await run([
      ...UP_TO_TENANT,
      ENDPOINT,
      CLIENTS,
      EACH,
      TENANT,
      back('OAuth callback'),
      { ask: 'Public URL', do: 'default' },
      CALLBACK,
      ...APPS,
      ...REST,
      CANCEL,
    ]);
    expect(outcome).toMatchObject({ answers: { mcpUrl: 'https://mcp.contoso.com/mcp' } });
  });

  it('through several screens keeps the answers after them', async () => {
    const { outcome, asked } = await run([
      ...UP_TO_TENANT,
      ENDPOINT,
      CLIENTS,
      EACH,
      TENANT,
      CALLBACK,
      ...APPS,
      { ask: 'Which addresses', tick: ['http://127.0.0.1:53100'] },
      back('How is MCP Server API named'),
      back('Which addresses'),
      back('Which MCP clients'),
      { ask: 'Display name of the new MCP Client App', type: 'Files client' },
      URI,
      PERMISSIONS,
      CREDENTIAL,
      MONTHS,
      CANCEL,
    ]);
    expect(outcome).toMatchObject({
      answers: { clientName: 'Files client', redirectUris: ['http://127.0.0.1:53100/callback'] },
    });
    expect(asked.filter((question) => question.includes('Which addresses'))).toHaveLength(2);
  });

  it('over the sign-in does not sign in again while the method stays', async () => {
    const { callbacks } = await run([
      SIGN_IN,
      back('Public URL'),
      back('Work in Contoso Ltd'),
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
    expect(callbacks.calls.filter((call) => call.startsWith('sign in'))).toHaveLength(1);
  });

  it('from the plan leads to the table of what is set up, and to a plan made anew', async () => {
    const { callbacks } = await run([
      ...ALL_QUESTIONS,
      back('What do you want to do'),
      EDIT_LINE,
      { ask: 'Which one?', choose: 'Life of the secret' },
      { ask: 'How many months', type: '12' },
      CANCEL,
    ]);
    expect(callbacks.planned.map(({ secretMonths }) => secretMonths)).toEqual([24, 12]);
  });

  it('from the table leads past the lines that were edited there', async () => {
    await run([
      ...UP_TO_TENANT,
      ENDPOINT,
      CLIENTS,
      EDIT_LINE,
      { ask: 'Which one?', choose: 'Graph permissions' },
      { ask: 'What may the server do', tick: ['Files.Read.All'] },
      back('Set it up like this'),
      CLIENTS,
      TABLE,
      review('Edit'),
      { ask: 'Which one?', choose: 'Scope' },
      { ask: 'Name of the scope', type: 'files' },
      back('What do you want to do'),
      TABLE,
      CANCEL,
    ]);
  });

  it('from consent leads to the plan', async () => {
    const { outcome } = await run([...ALL_QUESTIONS, review('Apply'), back('Type Contoso Ltd'), CANCEL]);
    expect(outcome).toMatchObject({ outcome: 'cancelled' });
  });

  it('is not offered at the first question', async () => {
    await expect(run([back('How do you want to sign in')])).rejects.toThrow('No way back');
  });
});
