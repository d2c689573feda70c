import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/changes/index.ts';
import { nameBasedGuid } from '../../src/core/ids.ts';
import { SetupError } from '../../src/errors.ts';
import { removeSecret } from '../../src/graph/perform-credential.ts';
import { CERTIFICATE, guid, IDS, key } from '../support/registrations.ts';
import { type Exchange, recorded, refused, scriptedGraph } from '../support/scripted-graph.ts';
import { APPLICATION, KNOWN, outcome } from './conflicts.ts';
import { FEDERATE, federating, SERVER } from './refusals.ts';
import { ADD_SECRET, addPassword, patching } from './sent.ts';

const OTHER_REFUSAL = refused(400, 'Request_BadRequest', 'Something else.');

describe('the withdrawal of a secret', () => {
  const KEY_ID = guid('5');
  const removing = (reply: Exchange['reply']): Exchange => ({
    method: 'POST',
    path: `${SERVER}/removePassword`,
    body: { keyId: KEY_ID },
    reply,
  });
  const withdrawn = async (replies: readonly Exchange['reply'][]) => {
    const script = scriptedGraph(replies.map(removing), { maxWait: 1_500 });
    const error = await removeSecret(script, APPLICATION.objectId, KEY_ID).catch((thrown: unknown) => thrown);
    script.finish();
    return error instanceof SetupError ? error.message : error;
  };
  const gone = refused(400, 'Request_BadRequest', 'No password credential found.');

  it.each<[string, readonly Exchange['reply'][]]>([
    ['it is gone by then', [gone]],
    ['it is gone with its app', [recorded('07'), recorded('07')]],
    ['the reply to a first request was lost', ['lost', gone]],
  ])('is done where %s', async (_how, replies) => {
    expect(await withdrawn(replies)).toBeUndefined();
  });

  it('is not done where it is refused, and the error names the secret', async () => {
    expect(await withdrawn([OTHER_REFUSAL])).toContain(`withdraw the client secret ${KEY_ID}`);
  });
});

describe('a new credential', () => {
  it.each<[string, Change, Exchange, object]>([
    [
      'as a secret, by the id that Entra gave it',
      ADD_SECRET,
      addPassword(recorded('10')),
      {
        kind: 'secret',
        keyId: (recorded('10').body as { keyId: string }).keyId,
        displayName: 'MCP Server Secret',
        endDateTime: '2028-11-23T10:00:00Z',
      },
    ],
    [
      'as a federated credential, by the id that Entra gave it',
      FEDERATE,
      federating(recorded('13')),
      {
        kind: 'federated',
        keyId: (recorded('13').body as { id: string }).id,
        displayName: 'n',
        endDateTime: null,
        secret: null,
      },
    ],
    [
      'as a federated credential by its name, where it exists already',
      FEDERATE,
      federating(recorded('28')),
      { kind: 'federated', keyId: 'n' },
    ],
  ])('is told of %s', async (_title, change, exchange, issued) => {
    expect((await outcome([exchange], change)).performed?.issued).toMatchObject(issued);
  });

  const ADD_CERTIFICATE: Change = { kind: 'add-certificate', app: 'server', certificate: CERTIFICATE };
  const [one, another] = [key('A'.repeat(40), undefined, 1), key('B'.repeat(40), undefined, 2)];
  const sent = ({ thumbprint: _not, ...held }: typeof one) => ({ ...held, key: null });
  const showing = (...held: readonly (typeof one)[]): Exchange => ({
    method: 'GET',
    path: `${SERVER}?$select=id,keyCredentials`,
    reply: { status: 200, body: { id: IDS.server.objectId, keyCredentials: held.map(sent) } },
  });
  const keyId = nameBasedGuid(`certificate:${CERTIFICATE.thumbprint}`);
  const added = {
    ...{ type: 'AsymmetricX509Cert', usage: 'Verify', key: CERTIFICATE.der },
    ...{ keyId, displayName: CERTIFICATE.subject },
  };
  const holding = (...keyCredentials: readonly (typeof one)[]) => ({
    runState: { ...KNOWN, server: { ...KNOWN.server, application: { ...APPLICATION, keyCredentials } } },
  });

  it('is told of as a certificate, and written beside those that a lagging read left out', async () => {
    const script = [
      ...[showing(another), showing(one, another)],
      patching('server', { keyCredentials: [sent(one), sent(another), added] }),
    ];
    const { performed } = await outcome(script, ADD_CERTIFICATE, holding(one));
    expect(performed).toMatchObject({
      issued: {
        kind: 'certificate',
        keyId,
        displayName: CERTIFICATE.subject,
        endDateTime: CERTIFICATE.notAfter,
        secret: null,
      },
      runState: { server: { application: { keyCredentials: [one, another, { keyId }] } } },
    });
  });

  it('is not written as a certificate where that is refused, and the error says what was being done', async () => {
    const keyCredentials = [added];
    const script = [showing(), { ...patching('server', { keyCredentials }), reply: OTHER_REFUSAL }];
    expect((await outcome(script, ADD_CERTIFICATE)).error).toMatchObject({
      message: expect.stringContaining(`register the certificate ${CERTIFICATE.thumbprint}`),
    });
  });

  it('is our bug as a certificate that was not made before', async () => {
    const { error } = await outcome([], { ...ADD_CERTIFICATE, certificate: null });
    expect(error).toMatchObject({ code: 'BUG', message: expect.stringContaining('created before') });
  });

  it('leaves the registration known, so that the next change need not read it', async () => {
    const { performed } = await outcome([addPassword(recorded('10'))], ADD_SECRET);
    expect(performed?.runState).toEqual(KNOWN);
  });
});

describe('a secret that a policy caps', () => {
  const tooLong = {
    ...recorded('24', 0),
    status: 400,
    body: {
      error: {
        code: 'CredentialInvalidLifetimeAsPerAppPolicy',
        message: 'Credential lifetime exceeds the max value allowed as per assigned policy.',
      },
    },
  };
  const asked = (...ends: readonly string[]): readonly Exchange[] =>
    ends.map((end, at) => addPassword(at === ends.length - 1 ? recorded('10') : tooLong, end));
  const wanting = (endDateTime: string): Change => ({ ...ADD_SECRET, endDateTime }) as Change;

  it('is asked for with ever shorter lives, none longer than was wanted', async () => {
    const script = asked('2027-05-22T10:00:00Z', '2027-02-21T10:00:00Z', '2027-01-22T10:00:00Z');
    const { performed } = await outcome(script, wanting('2027-05-22T10:00:00Z'));
    expect([performed?.issued?.endDateTime, performed?.notice]).toEqual([
      '2027-01-22T10:00:00Z',
      'A policy of the tenant caps the life of secrets: this one ends on 2027-01-22.',
    ]);
  });

  it('is refused where not even a week is allowed, with a way out', async () => {
    const ends = ['2026-12-23T10:00:00Z', '2026-11-30T10:00:00Z'];
    const script = ends.map((end) => addPassword(tooLong, end));
    expect((await outcome(script, wanting(ends[0] as string))).error).toMatchObject({
      code: 'POLICY',
      message:
        'A policy of the tenant allows no secret that lives a week: create the client secret MCP Server Secret, valid until 2026-12-23.',
      advice: ['Use a certificate: --credential certificate --create-certificate'],
    });
  });

  it('is told of where the plan had shortened it already', async () => {
    const change = { ...ADD_SECRET, cappedFromMonths: 24 } as Change;
    expect((await outcome([addPassword(recorded('10'))], change)).performed?.notice).toBe(
      'A policy of the tenant caps the life of secrets: this one ends on 2028-11-23.',
    );
  });

  it('is told of in one line with a secret that may be left', async () => {
    const [end, week] = ['2026-12-23T10:00:00Z', '2026-11-30T10:00:00Z'];
    const look: Exchange = {
      method: 'GET',
      path: SERVER,
      reply: { status: 200, body: { ...(recorded('06').body as object), passwordCredentials: [] } },
    };
    const again = [look, look, look, addPassword(recorded('10'), week)];
    const script = [addPassword(tooLong, end), addPassword('lost', week), ...again];
    const { performed, error } = await outcome(script, wanting(end));
    expect(error).toBeNull();
    expect(performed?.notice).toMatch(/2026-11-30\. \S/);
  });
});

describe('a federated credential of a name that is taken', () => {
  const named = (name: string, subject = 's') => ({
    ...{ id: `id of ${name}`, name, subject, issuer: 'https://i', audiences: ['a'] },
  });
  const listing = (...value: readonly object[]): Exchange => ({
    method: 'GET',
    path: `${SERVER}/federatedIdentityCredentials`,
    reply: { status: 200, body: { value } },
  });
  const taken = federating(
    refused(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      'FederatedIdentityCredential with name n already exists.',
    ),
  );

  it('is ours where issuer and subject are, once a list shows it', async () => {
    const good = listing(named('m', 'other'), named('n'));
    const { error } = await outcome([taken, listing(), good, good, good, good, good], FEDERATE);
    expect(error).toBeNull();
  });

  it.each([
    ['another issuer', { ...named('n'), issuer: 'https://other' }],
    ['another subject', named('n', 'other')],
  ])('is not ours with %s', async (_what, held) => {
    const list = listing(held);
    expect((await outcome([taken, list, list], FEDERATE)).error).toMatchObject({ code: 'CONFLICT' });
  });

  it('is not ours where no list ever shows it', async () => {
    const script = [taken, listing(), listing()];
    expect((await outcome(script, FEDERATE, { maxWait: 1_500 })).error).toMatchObject({ code: 'CONFLICT' });
  });
});
