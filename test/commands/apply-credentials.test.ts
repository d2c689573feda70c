import { X509Certificate } from 'node:crypto';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { APPLY, type Desk, openDesk, setUpDesk, writesIn } from '../support/desk.ts';

const AGAIN = 'apply --practice --yes --json';
const OWN_CLIENT = '--sign-in-client 14d82eec-204b-4c2f-b7e8-296a70dab67e';
const CREATED = '--credential certificate --create-certificate';
const FEDERATED = [
  '--credential federated',
  '--federated-issuer https://token.actions.githubusercontent.com',
  '--federated-subject repo:contoso/mcp:ref:refs/heads/main',
].join(' ');

const serverOf = ({ tenant }: Desk) =>
  tenant.state.applications.find(({ displayName }) => displayName === 'MCP Server API');
const KEY_FILE = 'mcp-server-certificate.pem';
const thumbprintIn = ({ disk }: Desk) =>
  new X509Certificate(disk.text(KEY_FILE)).fingerprint.replaceAll(':', '');

describe('apply with a certificate that is to be created', () => {
  test('registers the certificate and creates no secret', async () => {
    const desk = await setUpDesk(CREATED);
    expect(serverOf(desk)?.keys.map(({ customKeyIdentifier }) => customKeyIdentifier)).toEqual([
      thumbprintIn(desk),
    ]);
    expect(serverOf(desk)?.passwords).toEqual([]);
  });

  test('keeps the private key in a file that only the owner reads', async () => {
    const desk = await setUpDesk(CREATED);
    const file = desk.disk.content.get(KEY_FILE);
    expect([file?.mode, file?.text.includes('PRIVATE KEY')]).toEqual([0o600, true]);
  });

  test('notes the thumbprint in the summary and in the blueprint', async () => {
    const desk = await setUpDesk(CREATED);
    expect(desk.disk.text('entra-mcp-summary.md')).toContain(thumbprintIn(desk));
    expect(desk.disk.text('entra-mcp.yaml')).toContain(thumbprintIn(desk));
  });

  test('names the key file in the settings', async () => {
    const desk = await setUpDesk(CREATED);
    const settings = parseEnv(desk.disk.text('.env'));
    expect([settings.AZURE_CLIENT_CERTIFICATE_PATH, settings.AZURE_CLIENT_SECRET]).toEqual([
      `/desk/${KEY_FILE}`,
      undefined,
    ]);
  });

  test('changes nothing on a second run', async () => {
    const desk = await setUpDesk(CREATED);
    const before = desk.disk.snapshot();
    const { log, exitCode } = await desk.run(AGAIN);
    expect([exitCode, writesIn(log), desk.disk.snapshot()]).toEqual([0, [], before]);
  });

  test('is known by its thumbprint where the key file is not', async () => {
    const desk = await setUpDesk(CREATED);
    desk.disk.content.delete(KEY_FILE);
    const { exitCode } = await desk.run('verify --practice');
    expect(exitCode).toBe(0);
  });

  test('makes none for a plan', async () => {
    const desk = await openDesk();
    await desk.run(`${APPLY.replace('apply', 'plan').replace(' --yes', '')} ${CREATED}`);
    expect(desk.disk.snapshot()).toEqual({});
  });

  test('is the one that was made when a saved plan is carried out', async () => {
    const desk = await openDesk();
    await desk.run(`${APPLY.replace('apply', 'plan').replace(' --yes', '')} ${CREATED} --out plan.json`);
    const { exitCode } = await desk.run('apply plan.json --practice --yes');
    expect([exitCode, serverOf(desk)?.keys[0]?.customKeyIdentifier]).toEqual([0, thumbprintIn(desk)]);
  });
});

describe('apply with a certificate file', () => {
  async function withFile() {
    const made = await setUpDesk(CREATED);
    const desk = await openDesk();
    const [certificate = ''] =
      /-----BEGIN CERTIFICATE[\s\S]*?-----END CERTIFICATE-----\n/.exec(made.disk.text(KEY_FILE)) ?? [];
    desk.disk.put('server.cer', certificate);
    return { desk, thumbprint: thumbprintIn(made) };
  }
  const WITH_FILE = `${APPLY} --credential certificate --certificate server.cer`;

  test('uploads its public half', async () => {
    const { desk, thumbprint } = await withFile();
    const { exitCode } = await desk.run(WITH_FILE);
    expect([exitCode, serverOf(desk)?.keys[0]?.customKeyIdentifier]).toEqual([0, thumbprint]);
  });

  test('names it in the blueprint, with its thumbprint', async () => {
    const { desk, thumbprint } = await withFile();
    await desk.run(WITH_FILE);
    expect(desk.disk.text('entra-mcp.yaml')).toContain('server.cer');
    expect(desk.disk.text('entra-mcp.yaml')).toContain(thumbprint);
  });

  test.each([
    ['that is not there', null],
    ['that is no certificate', 'hello'],
  ])('refuses one %s before signing in', async (_what, text) => {
    const desk = await openDesk();
    if (text !== null) desk.disk.put('server.cer', text);
    const { exitCode, log } = await desk.run(WITH_FILE);
    expect([exitCode, log.length]).toEqual([2, 0]);
  });
});

describe('apply with a federated credential', () => {
  test('registers issuer and subject and creates nothing to steal', async () => {
    const desk = await setUpDesk(FEDERATED);
    const server = serverOf(desk);
    expect(server?.federated.map(({ subject }) => subject)).toEqual(['repo:contoso/mcp:ref:refs/heads/main']);
    expect([server?.passwords, server?.keys]).toEqual([[], []]);
  });

  test('changes nothing on a second run', async () => {
    const desk = await setUpDesk(FEDERATED);
    const before = desk.disk.snapshot();
    const { log, exitCode } = await desk.run(AGAIN);
    expect([exitCode, writesIn(log), desk.disk.snapshot()]).toEqual([0, [], before]);
  });

  test('lists issuer and subject when they are missing, before signing in', async () => {
    const { exitCode, err, log } = await (await openDesk()).run(`${APPLY} --credential federated`);
    expect([exitCode, log.length]).toEqual([2, 0]);
    expect(err).toMatch(/--federated-issuer[\s\S]*--federated-subject/);
  });
});

describe('apply where a policy forbids client secrets', () => {
  test('stops half way with 6 when the policy could not be read, and names the alternative', async () => {
    const desk = await openDesk();
    desk.break('secrets-forbidden');
    const { exitCode, document } = await desk.run(`${APPLY} --json`);
    expect([exitCode, document.applied?.stoppedAt]).toEqual([
      6,
      'Create the client secret MCP Server Secret, valid until 2028-11-23',
    ]);
    expect(document.errors?.[0]?.nextSteps.join('\n')).toContain('--credential certificate');
  });

  test('goes on from there with a certificate, without a second app', async () => {
    const desk = await openDesk();
    desk.break('secrets-forbidden');
    await desk.run(APPLY);
    const { exitCode } = await desk.run(`${APPLY} ${CREATED}`);
    expect([exitCode, desk.tenant.state.applications.length]).toEqual([0, 2]);
  });

  test('refuses with 5 before the first write when the policy could be read', async () => {
    const desk = await openDesk();
    desk.break('secrets-forbidden');
    const { exitCode, document, log } = await desk.run(`${APPLY} ${OWN_CLIENT} --json`);
    expect([exitCode, writesIn(log), document.applied]).toEqual([5, [], undefined]);
    expect(document.errors?.[0]?.nextSteps.join('\n')).toContain('--credential certificate');
  });

  test('says so also where the policy cannot be read but the secret is there already', async () => {
    const desk = await setUpDesk();
    desk.break('secrets-forbidden');
    const { exitCode, log } = await desk.run(AGAIN);
    expect([exitCode, writesIn(log)]).toEqual([0, []]);
  });
});

describe('apply where a policy caps the life of secrets', () => {
  const endOf = (desk: Desk) => serverOf(desk)?.passwords[0]?.endDateTime.slice(0, 10);

  test.each([
    ['could be read', OWN_CLIENT],
    ['could not be read', ''],
  ])('shortens it with notice when the policy %s', async (_how, client) => {
    const desk = await openDesk();
    desk.break('secret-lifetime-capped');
    const { exitCode, err } = await desk.run(`${APPLY} ${client}`.trim());
    expect([exitCode, endOf(desk)]).toEqual([0, '2027-05-22']);
    expect(err).toContain('caps the life of secrets: this one ends on 2027-05-22');
  });

  test('changes nothing on a second run', async () => {
    const desk = await openDesk();
    desk.break('secret-lifetime-capped');
    await desk.run(APPLY);
    const { log } = await desk.run(AGAIN);
    expect(writesIn(log)).toEqual([]);
  });

  test('takes a shorter life as it was asked for', async () => {
    const desk = await openDesk();
    desk.break('secret-lifetime-capped');
    await desk.run(`${APPLY} --secret-months 3`);
    expect(endOf(desk)).toBe('2027-02-23');
  });
});
