import { describe, expect, test } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import type { Transport } from '../../src/ports.ts';
import { EVIL_URI, registerAs } from '../support/attack.ts';
import { type Desk, MCP_URL, openDesk } from '../support/desk.ts';
import type { ScriptedAnswer } from '../ui/scripted-asker.ts';

const SETUP = `setup --practice --auth device-code --mcp-url ${MCP_URL}`;
const enter = (ask: string): ScriptedAnswer => ({ ask, do: 'default' });
const choose = (ask: string, label: string): ScriptedAnswer => ({ ask, choose: label });

const PLAN = 'What do you want to do with this plan?';
const APPLY = choose(PLAN, 'Apply');
const CONSENT = 'Type Contoso Practice to grant it';
const GRANT: readonly ScriptedAnswer[] = [{ ask: CONSENT, type: 'Contoso Practice' }];
const CLIENTS = 'Which MCP clients do people use?';
const TABLE = enter('Set it up like this?');
const UP_TO_PLAN = [enter(CLIENTS), TABLE, APPLY];
const WHOLE = [...UP_TO_PLAN, ...GRANT];
const MORE = 'Do more now?';

describe('after a set-up', () => {
  test('the chain is walked where that is asked for', async () => {
    const { exitCode, err } = await (await openDesk()).run(SETUP, {
      script: [...WHOLE, choose(MORE, 'Run `test`')],
    });
    expect(exitCode).toBe(0);
    expect(err).toMatch(/PASS\s+on-behalf-of exchange[\s\S]*That was all there is to do here\./);
  });

  test('practice says how it is done in earnest, and where advice is listed', async () => {
    const { out } = await (await openDesk()).run(SETUP, { script: [...WHOLE, enter(MORE)] });
    const said = out.replaceAll(/\s+/g, ' ');
    expect(said).toContain('For a tenant of yours The same in another folder, without --practice.');
    for (const command of said.match(/entra-mcp-setup (?:test|verify|client-config|apply)(?: \S+){4}/g) ?? [])
      expect(command).toContain('--practice');
    // The command stands on a line of its own, which can be pasted whole.
    const [, flags] = /To list them\n +entra-mcp-setup verify (.+)\n/.exec(out) ?? [];
    expect(flags?.split(' ')).toEqual(expect.arrayContaining(['--practice', '-v', 'entra-mcp.yaml']));
  });

  test('commands sign in as the person did, where the way taken by default is blocked', async () => {
    const desk = await openDesk();
    const method = choose('How do you want to sign in?', 'Browser on this computer');
    const { out } = await desk.run(SETUP.replace(' --auth device-code', ''), {
      script: [method, ...WHOLE, enter(MORE)],
    });
    const commands = out.replaceAll(/\s+/g, ' ').match(/entra-mcp-setup (?:verify|apply)(?: \S+){7}/g) ?? [];
    expect(commands.length).toBeGreaterThan(1);
    for (const command of commands) expect(command).toContain('--auth browser');
  });

  test('whoever is stopped while applying goes on by the way of signing in that worked', async () => {
    const desk = await openDesk();
    const method = choose('How do you want to sign in?', 'Browser on this computer');
    const between =
      (inner: Transport): Transport =>
      (request) => {
        if (request.url.endsWith('/addPassword')) throw new SetupError('INTERRUPTED', 'Stopped.');
        return inner(request);
      };
    const { err } = await desk.run(SETUP.replace(' --auth device-code', ''), {
      script: [method, ...WHOLE],
      between,
    });
    const commands = err.replaceAll(/\s+/g, ' ').match(/entra-mcp-setup apply[^`]*/g) ?? [];
    expect(commands).toEqual([expect.stringMatching(/ --auth browser .*--config entra-mcp\.yaml --yes$/)]);
  });

  test('every value of the plan is shown where that is chosen', async () => {
    const ticked = { ask: CLIENTS, tick: ['Visual Studio Code', 'Cursor'] };
    const script = [ticked, TABLE, choose(PLAN, 'Show every value'), { ask: PLAN, throw: new Error('seen') }];
    const { err } = await (await openDesk()).run(SETUP, { script });
    expect(err).toContain('so that: MCP Server API is registered');
    expect(err).not.toContain('(-v shows all)');
  });

  test('the entry of a client that people use is written', async () => {
    const desk = await openDesk();
    const script = [
      { ask: CLIENTS, tick: ['Visual Studio Code'] },
      TABLE,
      APPLY,
      ...GRANT,
      choose(MORE, 'Write the entry for Visual Studio Code'),
      enter(MORE),
    ];
    const { exitCode, err } = await desk.run(SETUP, { script });
    expect(exitCode).toBe(0);
    expect(err).toContain('Written: .vscode/mcp.json');
    expect(err).toMatch(/^- The "oauth" key needs/m);
    expect(desk.disk.text('.vscode/mcp.json')).toContain(MCP_URL);
  });

  test('what git would commit is added to .gitignore, beside what stands there', async () => {
    const desk = await openDesk();
    desk.disk.git = 'unignored';
    desk.disk.put('.gitignore', 'node_modules');
    const script = [...WHOLE, choose(MORE, 'Add .env and its backups'), enter(MORE)];
    expect((await desk.run(SETUP, { script })).exitCode).toBe(0);
    expect(desk.disk.text('.gitignore')).toBe('node_modules\n.env\n.env.bak-*\n');
  });

  test.each(['outside', 'ignored'] as const)(
    '.gitignore is left alone where the files are %s',
    async (git) => {
      const desk = await openDesk();
      desk.disk.git = git;
      const run = desk.run(SETUP, { script: [...WHOLE, choose(MORE, 'Add .env')] });
      expect((await run).err).toContain('has no choice "Add .env"');
    },
  );

  test.each([
    ['secret', 'holds the secret'],
    ['certificate --create-certificate', 'the settings of the server'],
  ])('the settings are said to hold a secret where they do: %s', async (credential, note) => {
    const { err, out } = await (await openDesk()).run(`${SETUP} --credential ${credential}`, {
      script: [...WHOLE, enter(MORE)],
    });
    expect(`${err}${out}`).toMatch(new RegExp(`\\.env +${note}`));
  });

  test('Ctrl-C only means no', async () => {
    const stop = { ask: MORE, throw: new SetupError('INTERRUPTED', 'Stopped.') };
    expect((await (await openDesk()).run(SETUP, { script: [...WHOLE, stop] })).exitCode).toBe(0);
  });

  test('nothing is asked where JSON is wanted', async () => {
    const { exitCode, document } = await (await openDesk()).run(`${SETUP} --json`, { script: WHOLE });
    expect([exitCode, document.exitCode]).toEqual([0, 0]);
  });

  test('the page for an administrator is last on the screen', async () => {
    const desk = await openDesk();
    const { exitCode, err, out } = await desk.run(SETUP, {
      script: [...UP_TO_PLAN, enter(CONSENT)],
    });
    expect([exitCode, out]).toEqual([1, '']);
    const page = desk.disk.text('entra-mcp-handoff.md').trimEnd();
    expect(err.trimEnd().endsWith(page)).toBe(true);
  });
});

/** The metadata name an address that acts on the terminal that shows it. */
const withEscapes =
  (transport: Transport): Transport =>
  async (request, reach) =>
    request.url.includes('oauth-protected-resource')
      ? Response.json({ resource: `${MCP_URL}\u009b31m\u001b]0;owned\u0007\u202e` })
      : transport(request, reach);

/** Nothing stands at the address of the MCP server. */
const withoutServer =
  (transport: Transport): Transport =>
  (request, reach) =>
    new URL(request.url).host === 'mcp.contoso.com'
      ? Promise.reject(new TypeError('fetch failed'))
      : transport(request, reach);

describe('the address of the MCP server', () => {
  test('is asked at the end, in one sentence where all is well', async () => {
    const { out } = await (await openDesk()).run(SETUP, { script: [...WHOLE, enter(MORE)] });
    expect(out).toMatch(
      /Address of the MCP server\s+https:\/\/mcp\.contoso\.com\/mcp tells MCP clients what they need/,
    );
  });

  test('does not act on the terminal by what it sends', async () => {
    const { out, err } = await (await openDesk()).run(SETUP, {
      script: [...WHOLE, enter(MORE)],
      between: withEscapes,
    });
    expect(out).toContain('The metadata names');
    expect(`${out}${err}`).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  test('that does not answer yet is no failure, and the command that asks again is named', async () => {
    const { exitCode, out } = await (await openDesk()).run(SETUP, {
      script: [...WHOLE, enter(MORE)],
      between: withoutServer,
    });
    expect(exitCode).toBe(0);
    expect(out).toContain('That is no failure of this set-up');
    expect(out).toMatch(/entra-mcp-setup verify .*--endpoint --config entra-mcp\.yaml/);
  });
});

describe('what is saved at the plan', () => {
  const plan = choose(PLAN, 'Save the plan');
  const scripts = [choose(PLAN, 'Show as commands'), choose('As which commands?', 'Both, in files')];
  const files = ['entra-mcp-plan.json', 'entra-mcp-plan.ps1', 'entra-mcp-plan.sh'];
  const saving = [plan, ...scripts, choose(PLAN, 'Cancel')];

  test('goes to the folder that was named, and its commands say so', async () => {
    const desk = await openDesk();
    const script = [enter(CLIENTS), TABLE, ...saving];
    const { err } = await desk.run(`${SETUP} --out-dir out`, { script });
    for (const file of files) expect(desk.disk.text(`out/${file}`)).not.toBe('');
    expect(err).toMatch(/entra-mcp-setup apply .*out\/entra-mcp-plan\.json/);
    expect(err).toContain('bash out/entra-mcp-plan.sh');
  });

  test('goes to the folder that was chosen on the screen, and the saved plan is carried out from there', async () => {
    const desk = await openDesk();
    const folder = [
      choose('Set it up like this?', 'Edit a line'),
      choose('Which one?', 'Folder for the files'),
      { ask: 'Folder for the files', type: 'there' },
    ];
    const { err } = await desk.run(SETUP, { script: [enter(CLIENTS), ...folder, TABLE, ...saving] });
    const command = /entra-mcp-setup (apply [^`]*)`/.exec(err.replaceAll('\u00a0', ' '))?.[1] ?? '';
    expect(command).toContain('there/entra-mcp-plan.json');
    await desk.run(`${command} --yes`);
    expect(appsOf(desk)).toEqual(['MCP Client App', 'MCP Server API']);
    expect(desk.disk.text('there/.env')).toContain('AZURE_CLIENT_ID');
  });
});

const appsOf = ({ tenant }: Desk) => tenant.state.applications.map(({ displayName }) => displayName).sort();

describe('what the tenant refuses on the way', () => {
  test('a client secret leads back to the credential, with a certificate preselected', async () => {
    const desk = await openDesk();
    desk.break('secrets-forbidden');
    const script = [...WHOLE, enter('How does the server prove itself?'), APPLY, enter(MORE)];
    const { exitCode, err } = await desk.run(SETUP, { script });
    expect(exitCode).toBe(0);
    expect(err).toContain('What was done before stays in the tenant');
    // Nothing is to go back to before the question that a refusal leads to.
    expect(err.slice(err.indexOf('What was done before'))).not.toContain('go back');
    expect(appsOf(desk)).toEqual(['MCP Client App', 'MCP Server API']);
    expect(desk.tenant.state.applications.flatMap(({ keys }) => keys)).toHaveLength(1);
  });

  test('somebody’s app under the name of one that is to be created is shown, and can be used', async () => {
    const desk = await openDesk();
    const planted = { done: false };
    const between =
      (transport: Transport): Transport =>
      (request, reach) => {
        const marker = /entra-mcp-setup-client-([^']+)'/.exec(decodeURIComponent(request.url))?.[1];
        if (request.method === 'PATCH' && marker !== undefined && !planted.done) {
          planted.done = true;
          registerAs(desk, {
            displayName: 'MCP Client App',
            uniqueName: `entra-mcp-setup-client-${marker}`,
            spa: { redirectUris: [EVIL_URI] },
          });
        }
        return transport(request, reach);
      };
    const script = [
      ...WHOLE,
      choose('Which app is MCP Client App?', 'Use MCP Client App'),
      choose('Use this app as MCP Client App?', 'Use it'),
      APPLY,
      // What was granted to an app of one's own is asked about again.
      ...GRANT,
      enter(MORE),
    ];
    const { err } = await desk.run(SETUP, { script, between });
    expect(err).toContain('meanwhile');
    expect(err.replaceAll(/\s+/g, ' ')).toContain(EVIL_URI);
    expect(appsOf(desk)).toEqual(['MCP Client App', 'MCP Server API']);
  });

  test('whoever leaves there is told that something was done, and how to go on', async () => {
    const desk = await openDesk();
    desk.break('secrets-forbidden');
    const stop = {
      ask: 'How does the server prove itself?',
      throw: new SetupError('INTERRUPTED', 'Stopped.'),
    };
    const { exitCode, err } = await desk.run(SETUP, { script: [...WHOLE, stop] });
    expect([exitCode, err.includes('Nothing was changed')]).toEqual([130, false]);
  });

  test('an error after a folder was chosen on the screen gives one command, which names the blueprint there', async () => {
    const desk = await openDesk();
    const script = [
      enter(CLIENTS),
      choose('Set it up like this?', 'Edit a line'),
      choose('Which one?', 'Folder for the files'),
      { ask: 'Folder for the files', type: 'out' },
      TABLE,
      APPLY,
      ...GRANT,
    ];
    const { exitCode, err } = await desk.run(SETUP, {
      script,
      between: (transport) => (request) =>
        request.url.endsWith('/addPassword')
          ? Promise.resolve(new Response('{"error":{"code":"Authorization_RequestDenied"}}', { status: 403 }))
          : transport(request),
    });
    expect(exitCode).not.toBe(0);
    const printed =
      err
        .slice(err.lastIndexOf('Create the client secret'))
        .match(/entra-mcp-setup (?:apply|setup|verify|plan)[^\n]*/g) ?? [];
    expect(printed.length).toBeGreaterThan(0);
    for (const command of printed) expect(command).toContain('--config out/entra-mcp.yaml');
    expect(err.match(/entra-mcp-setup apply/g)).toHaveLength(1);
    expect(err).toMatch(/`entra-mcp-setup apply [^`]*--out-dir out[^`]*--yes`/);
  });
});
