import { describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../src/core/report.ts';
import { LONGEST_TEXT, SYMPTOMS } from '../../src/diagnosis/index.ts';
import { type Desk, openDesk, setUpDesk, writesIn } from '../support/desk.ts';

const CONSENT = 'AADSTS65001: The user or administrator has not consented to use the application with ID';
const ALL =
  'AADSTS65001 AADSTS7000215 AADSTS500011 AADSTS650053 AADSTS700016 AADSTS50105 AADSTS7000218 AADSTS500131';
const verdictsIn = (diagnosis: readonly Diagnosis[] = []) =>
  new Set(diagnosis.flatMap(({ causes }) => causes.map(({ verdict }) => verdict)));

describe('diagnose offline', () => {
  test.each([
    ['as an operand', ['diagnose', `${CONSENT} x`, '--json'], undefined],
    ['as several operands', ['diagnose', ...CONSENT.split(' '), '--json'], undefined],
    ['as -', ['diagnose', '-', '--json'], CONSENT],
    ['piped in without a word', ['diagnose', '--json'], CONSENT],
  ])('reads a text %s, without a request', async (_how, argv, stdin) => {
    const run = await (await openDesk()).run(argv, stdin === undefined ? {} : { stdin });
    expect([run.exitCode, run.document.diagnosis?.[0]?.code, run.log.length]).toEqual([1, '65001', 0]);
  });

  test('reads a file', async () => {
    const desk = await openDesk();
    desk.disk.put('gateway.log', `boring\n${CONSENT} x\nboring\n`);
    const { exitCode, document } = await desk.run('diagnose --file gateway.log --json');
    expect([exitCode, document.diagnosis?.[0]?.code]).toEqual([1, '65001']);
  });

  test('proves nothing without anything to prove it by', async () => {
    const { document } = await (await openDesk()).run(['diagnose', ALL, '--json']);
    expect([...verdictsIn(document.diagnosis)]).toEqual(['possible']);
  });

  test('stays offline beside a blueprint, unless it is named', async () => {
    const { log } = await (await setUpDesk()).run(['diagnose', CONSENT]);
    expect(log.length).toBe(0);
  });

  test.each([
    ['nothing that looks like a failure', 'all is well', 3],
    ['nothing at all', ' ', 2],
    ['more than 10 MB', 'x'.repeat(LONGEST_TEXT + 1), 2],
  ])('%s exits as it should', async (_what, stdin, expected) => {
    const { exitCode } = await (await openDesk()).run('diagnose - --json', { stdin });
    expect(exitCode).toBe(expected);
  });

  test('10 MB are read', async () => {
    const stdin = `${'x '.repeat((LONGEST_TEXT - 200) / 2)}${CONSENT}`;
    const { exitCode, document } = await (await openDesk()).run('diagnose - --json', { stdin });
    expect([exitCode, document.diagnosis?.[0]?.code]).toEqual([1, '65001']);
  });

  test.each([
    ['a file that is not there', 'diagnose --file nope.log'],
    ['a snapshot that is not there', 'diagnose --snapshot nope.json AADSTS65001'],
    ['a symptom that does not exist', 'diagnose --symptom obo-fail'],
    ['no text without a terminal', 'diagnose'],
  ])('%s exits with 2', async (_what, commandLine) => {
    const { exitCode } = await (await openDesk()).run(commandLine);
    expect(exitCode).toBe(2);
  });

  const JWT = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from('{"aud":"x"}').toString('base64url')}.c2lnbmF0dXJl`;
  const CODE = '0.AXoASECRETCODE111111';
  const SECRET = 'abc8Q~SECRETSECRETSECRETSECRETSECRET';

  test.each(['text', 'json', 'markdown', 'html', 'junit', 'sarif', 'github'])(
    'shows no code, secret or token of the paste as %s',
    async (format) => {
      const desk = await setUpDesk();
      const [server, client] = desk.tenant.state.applications.map(({ appId }) => appId);
      const uri = `https://me:hunter2@gw.example/cb?code=${CODE}&client_secret=${SECRET}&x=${JWT}`;
      const stdin = `AADSTS50011: The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${client}'.
AADSTS500131: Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${JWT}' and the expected audience is '${server}'.
AADSTS70011: The scope '${JWT} client_secret=plain-words' is not valid. AADSTS500011: The resource principal named ${JWT} was not found in the tenant named ${CODE}.`;
      const { out, err } = await desk.run(`diagnose --practice --format ${format} -`, { stdin });
      const shown = [CODE, SECRET, JWT, JWT.slice(0, 20), 'hunter2', 'plain-words'];
      expect(shown.filter((text) => (out + err).includes(text))).toEqual([]);
    },
  );

  test('is one page to paste into a ticket', async () => {
    const { out } = await (await openDesk()).run([
      'diagnose',
      `${CONSENT} Correlation ID: 8a6a8b0e-1111-4222-8333-444455556666`,
      '--format',
      'markdown',
    ]);
    expect(out).toMatch(
      /8a6a8b0e-1111-4222-8333-444455556666[\s\S]*65001|65001[\s\S]*8a6a8b0e-1111-4222-8333-444455556666/,
    );
  });
});

describe('diagnose --symptom', () => {
  test.each(SYMPTOMS.map(({ id }) => id))('%s leads to causes', async (id) => {
    const { exitCode, document } = await (await openDesk()).run(`diagnose --symptom ${id} --json`);
    expect([exitCode, (document.diagnosis?.[0]?.causes.length ?? 0) > 0]).toEqual([1, true]);
  });

  test.each(SYMPTOMS.map(({ id }) => id))(
    '%s proves nothing on a healthy tenant and says where to look next',
    async (id) => {
      const { exitCode, document } = await (await setUpDesk()).run(
        `diagnose --practice --symptom ${id} --json`,
      );
      expect([exitCode, verdictsIn(document.diagnosis).has('proved')]).toEqual([3, false]);
      expect(document.diagnosis?.[0]?.hints?.length).toBeGreaterThan(0);
    },
  );

  test('is asked for on a terminal', async () => {
    const { document } = await (await openDesk()).run('diagnose --json', {
      script: [{ ask: 'What do you see?', choose: SYMPTOMS[0]?.title ?? '' }],
    });
    expect(document.diagnosis?.length).toBe(1);
  });
});

describe('diagnose with a tenant', () => {
  test('a healthy one proves nothing, exits with 3 and says where to look next', async () => {
    const { exitCode, document } = await (await setUpDesk()).run(['diagnose', ALL, '--practice', '--json']);
    expect([exitCode, verdictsIn(document.diagnosis).has('proved')]).toEqual([3, false]);
    for (const { hints = [] } of document.diagnosis ?? []) expect(hints.length).toBeGreaterThan(0);
  });

  test('writes nothing', async () => {
    const desk = await setUpDesk();
    const before = desk.disk.snapshot();
    const { log } = await desk.run(['diagnose', ALL, '--practice']);
    expect([writesIn(log), desk.disk.snapshot()]).toEqual([[], before]);
  });

  test('needs no blueprint, only --tenant and both app ids, to look', async () => {
    const desk = await setUpDesk();
    desk.break('missing-consent');
    desk.disk.content.clear();
    const [server = '', client = ''] = desk.tenant.state.applications.map(({ appId }) => appId);
    const named = ['--client-app-id', client, '--server-app-id', server];
    const tenant = ['--tenant', 'contoso.com', '--auth', 'browser', '--json'];
    const { document } = await desk.run(['diagnose', CONSENT, ...tenant, ...named]);
    expect(document.diagnosis?.[0]?.causes[0]).toMatchObject({
      id: 'client-consent-missing',
      verdict: 'proved',
    });
  });

  test('finds the server’s credential wrong where nothing else is', async () => {
    const desk = await setUpDesk();
    desk.break('wrong-secret');
    const { document } = await desk.run('diagnose AADSTS7000215 --practice --json');
    expect(document.diagnosis?.[0]?.causes[0]).toMatchObject({ id: 'secret-wrong', verdict: 'proved' });
  });
});

describe('diagnose --snapshot', () => {
  async function snapshotOf(...faults: readonly string[]): Promise<Desk> {
    const desk = await setUpDesk();
    desk.break(...faults);
    await desk.run('show --practice --snapshot tenant.json');
    const elsewhere = await openDesk();
    elsewhere.disk.put('tenant.json', desk.disk.text('tenant.json'));
    return elsewhere;
  }

  test('proves a cause with no tenant and no other file', async () => {
    const desk = await snapshotOf('missing-consent');
    const { exitCode, document, log } = await desk.run([
      'diagnose',
      CONSENT,
      '--snapshot',
      'tenant.json',
      '--json',
    ]);
    expect([exitCode, log.length]).toEqual([1, 0]);
    expect(document.diagnosis?.[0]?.causes[0]).toMatchObject({
      id: 'client-consent-missing',
      verdict: 'proved',
    });
  });

  test('of a healthy tenant proves nothing', async () => {
    const desk = await snapshotOf();
    const { exitCode, document } = await desk.run(['diagnose', ALL, '--snapshot', 'tenant.json', '--json']);
    expect([exitCode, verdictsIn(document.diagnosis).has('proved')]).toEqual([3, false]);
  });

  test('that is damaged exits with 2', async () => {
    const desk = await openDesk();
    desk.disk.put('tenant.json', '{"format":"entra-mcp-setup/snapshot","formatVersion":1');
    expect((await desk.run('diagnose AADSTS65001 --snapshot tenant.json')).exitCode).toBe(2);
  });
});

describe('what diagnose answers', () => {
  test.each(['markdown', 'text', 'html', 'github'])('is never OK, as %s', async (format) => {
    const desk = await setUpDesk();
    const { out } = await desk.run(['diagnose', CONSENT, '--practice', '--format', format]);
    expect(out).not.toMatch(/\bOK\b/);
  });

  test('names the required checks that fail, though the text does not point at them', async () => {
    const desk = await setUpDesk();
    desk.break('no-identifier-uri');
    const { exitCode, document } = await desk.run('diagnose AADSTS50055 --practice --json');
    expect([exitCode, document.diagnosis?.[0]?.hints?.join().includes('server-api.identifier-uri')]).toEqual([
      3,
      true,
    ]);
  });

  test('says a reason that several causes share once', async () => {
    const { out } = await (await openDesk()).run(['diagnose', CONSENT]);
    expect(out.match(/Nothing to hold it\s+against/g)).toHaveLength(1);
  });

  test('reads as a ticket where Markdown is not rendered: commands and addresses are not escaped', async () => {
    const { out } = await (await openDesk()).run(['diagnose', CONSENT, '--format', 'markdown']);
    expect(out).toContain('`entra-mcp-setup diagnose "<the same text>"`');
    expect(out).not.toMatch(/\\`|&#58;/);
  });

  test('of a snapshot with masked ids compares no id with them, and says so', async () => {
    const desk = await setUpDesk();
    const [server] = desk.tenant.state.applications.map(({ appId }) => appId);
    await desk.run('show --practice --snapshot tenant.json --redact ids');
    const text = `AADSTS65001: The user or administrator has not consented to use the application with ID '${server}' named 'MCP Server API'.`;
    const { document } = await desk.run(['diagnose', text, '--snapshot', 'tenant.json', '--json']);
    const said = document.diagnosis?.[0];
    expect(said?.hints?.join()).toContain('masked');
    expect(JSON.stringify(said)).not.toContain('not part of this setup');
  });

  test('begins with the unknown number in words of Microsoft, and links its page', async () => {
    const text = 'AADSTS999123: The moon is in the wrong phase. Trace ID: 1';
    const { document } = await (await openDesk()).run(['diagnose', text, '--json']);
    expect(document.diagnosis?.[0]?.meaning).toContain('The moon is in the wrong phase.');
    expect(document.diagnosis?.[0]?.causes[0]?.fix.summary).toContain(
      'https://login.microsoftonline.com/error?code=999123',
    );
  });
});
