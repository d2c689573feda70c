import { describe, expect, it } from 'vitest';
import { performChange } from '../../src/graph/perform.ts';
import { IDS, password } from '../support/registrations.ts';
import { type Exchange, NO_CONTENT, recorded, refused, scriptedGraph } from '../support/scripted-graph.ts';
import { applicationKnown, ENABLE, enabling, errorFrom, KNOWN, SERVER } from './refusals.ts';
import { ADD_SECRET, addPassword } from './sent.ts';

describe('a lost connection', () => {
  it.each(['lost', 'cut-off'] as const)('is tried again where that does no harm: %s', async (reply) => {
    const script = scriptedGraph([enabling(reply), enabling(NO_CONTENT)]);
    await performChange(script, KNOWN, ENABLE);
    script.finish();
  });

  it('is an error of ours that keeps its cause when it stays lost', async () => {
    const error = await errorFrom(scriptedGraph([enabling('lost')], { maxWait: 500 }));
    expect([error.code, error.exitCode, error.cause instanceof TypeError]).toEqual(['UNAVAILABLE', 7, true]);
  });
});

describe('a lost reply to the creation of a secret', () => {
  const known = { ...KNOWN, server: { ...KNOWN.server, application: applicationKnown() } };
  const held = (...numbers: readonly (readonly [number, string, string?])[]): Exchange => ({
    method: 'GET',
    path: SERVER,
    reply: {
      status: 200,
      body: {
        ...(recorded('06').body as object),
        id: IDS.server.objectId,
        appId: IDS.server.appId,
        passwordCredentials: numbers.map(([number, name, end = '2028-11-23T10:00:00Z']) => ({
          ...password(number, end, name),
          customKeyIdentifier: null,
          secretText: null,
        })),
      },
    },
  });
  const remove = (number: number): Exchange => ({
    method: 'POST',
    path: `${SERVER}/removePassword`,
    body: { keyId: password(number, '').keyId },
    reply: NO_CONTENT,
  });
  const OURS = 'MCP Server Secret';
  const LOST_NOTICE =
    'A reply was lost, so a second client secret named MCP Server Secret that ends at 2028-11-23T10:00:00Z may still appear on MCP Server API; nobody knows its value, so remove it there.';
  const applicationShown = () => {
    const shown = applicationKnown();
    if (shown === null) throw new Error('A healthy tenant holds the server app.');
    return shown;
  };

  it.each(['lost', 'cut-off'] as const)(
    'has the one that nobody knows withdrawn and another asked for: %s',
    async (reply) => {
      const after = held([1, OURS], [2, OURS]);
      const script = scriptedGraph([
        addPassword(reply),
        after,
        after,
        remove(2),
        addPassword(recorded('10')),
      ]);
      const { issued } = await performChange(script, known, ADD_SECRET);
      script.finish();
      expect(issued?.keyId).toBe('686d736f-a077-4654-8e47-f71f608a9dd2');
    },
  );

  it('leaves alone what somebody else added at the same time', async () => {
    const after = held([1, OURS], [2, OURS], [3, 'of a colleague'], [4, OURS, '2027-11-23T10:00:00Z']);
    const script = scriptedGraph([addPassword('lost'), after, after, remove(2), addPassword(recorded('10'))]);
    await performChange(script, known, ADD_SECRET);
    script.finish();
  });

  it('leaves alone what the plan saw already, though a lagging read did not show it again', async () => {
    const server = { ...known.server, application: { ...applicationShown(), passwordCredentials: [] } };
    const both = held([1, OURS]);
    const script = scriptedGraph([addPassword('lost'), both, both, both, addPassword(recorded('10'))]);
    await performChange(script, { ...known, server }, ADD_SECRET);
    script.finish();
  });

  it('says that one may still appear when none was found', async () => {
    const none = held();
    const script = scriptedGraph([addPassword('lost'), none, none, none, addPassword(recorded('10'))]);
    const { notice } = await performChange(script, known, ADD_SECRET);
    script.finish();
    expect(notice).toBe(LOST_NOTICE);
  });

  it('says nothing when the lost one was found and withdrawn', async () => {
    const after = held([2, OURS]);
    const script = scriptedGraph([addPassword('lost'), after, after, remove(2), addPassword(recorded('10'))]);
    expect((await performChange(script, known, ADD_SECRET)).notice).toBeNull();
  });

  it('has also the second one withdrawn whose reply was lost', async () => {
    const [first, second] = [held([2, OURS]), held([3, OURS])];
    const script = scriptedGraph([
      addPassword('lost'),
      first,
      first,
      remove(2),
      addPassword('lost'),
      second,
      second,
      remove(3),
    ]);
    const error = await errorFrom(script, ADD_SECRET, known);
    script.finish();
    expect([error.code, error.advice.includes(LOST_NOTICE)]).toEqual(['UNAVAILABLE', false]);
  });

  it('says what may still appear when nobody can look for it', async () => {
    const unreachable: Exchange = { method: 'GET', path: SERVER, reply: 'lost' };
    const script = scriptedGraph([addPassword('lost'), unreachable], { maxWait: 500 });
    const error = await errorFrom(script, ADD_SECRET, known);
    script.finish();
    expect([error.code, error.advice.at(-1)]).toEqual(['UNAVAILABLE', LOST_NOTICE]);
  });

  it('is none where the app was not there to the end, and takes no look', async () => {
    const script = scriptedGraph([addPassword(recorded('07'))], { maxWait: 500 });
    const error = await errorFrom(script, ADD_SECRET, known);
    script.finish();
    expect([error.code, error.advice.includes(LOST_NOTICE)]).toEqual(['UNAVAILABLE', false]);
  });

  it('says what may still appear when the second is refused', async () => {
    const none = held();
    const script = scriptedGraph([addPassword('lost'), none, none, none, addPassword(recorded('14'))]);
    const error = await errorFrom(script, ADD_SECRET, known);
    script.finish();
    expect([error.code, error.advice.at(-1)]).toEqual(['FORBIDDEN', LOST_NOTICE]);
  });

  it('waits for the lost one to show, since replicas show it late', async () => {
    const script = scriptedGraph([
      addPassword('lost'),
      held([1, OURS]),
      ...Array.from({ length: 5 }, () => held([1, OURS], [2, OURS])),
      remove(2),
      addPassword(recorded('10')),
    ]);
    await performChange(script, known, ADD_SECRET);
    script.finish();
  });

  it('asks for another when none was made', async () => {
    const none = held([1, OURS]);
    const script = scriptedGraph([addPassword('lost'), none, none, none, addPassword(recorded('10'))]);
    await performChange(script, known, ADD_SECRET);
    script.finish();
  });

  it('is told the same way by a gateway error', async () => {
    const none = held([1, OURS]);
    const script = scriptedGraph([
      addPassword(refused(504, 'UnknownError', '')),
      none,
      none,
      none,
      addPassword(recorded('10')),
    ]);
    await performChange(script, known, ADD_SECRET);
    script.finish();
  });

  it('has a shorter life tried where a policy that nobody could read refuses the one asked for', async () => {
    const shorter = (endDateTime: string, reply: Exchange['reply']) => addPassword(reply, endDateTime);
    const script = scriptedGraph([
      addPassword(recorded('24')),
      shorter('2027-11-23T10:00:00Z', recorded('24')),
      shorter('2027-05-22T10:00:00Z', recorded('10')),
    ]);
    const { issued, notice } = await performChange(script, known, ADD_SECRET);
    script.finish();
    expect([issued?.endDateTime, notice]).toEqual([
      '2027-05-22T10:00:00Z',
      'A policy of the tenant caps the life of secrets: this one ends on 2027-05-22.',
    ]);
  });

  it('never shows a value in an error', async () => {
    const error = await errorFrom(
      scriptedGraph([addPassword({ status: 200, body: { secretText: 'xyz8Q~value' } })], { offSchema: true }),
      ADD_SECRET,
      known,
    );
    expect(JSON.stringify([error.message, error.advice, error.detail, error.stack])).not.toContain('8Q~');
  });
});

describe('a token that Graph refuses', () => {
  const expired = recorded('19');
  const tokens = () => {
    const asked: (string | null)[] = [];
    return {
      asked,
      token: async (options?: { readonly refused: string }) => {
        asked.push(options?.refused ?? null);
        return options ? 'new.token.x' : 'old.token.x';
      },
    };
  };

  it('is renewed once, and the request sent again with the new one', async () => {
    const { asked, token } = tokens();
    const script = scriptedGraph([enabling(expired), enabling(NO_CONTENT)], { token });
    await performChange(script, KNOWN, ENABLE);
    expect(asked).toEqual([null, 'old.token.x']);
    expect(script.requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer old.token.x',
      'Bearer new.token.x',
    ]);
  });

  it('is not renewed for ever', async () => {
    const script = scriptedGraph([enabling(expired), enabling(expired)], { token: tokens().token });
    const error = await errorFrom(script);
    script.finish();
    expect([error.code, error.exitCode]).toEqual(['NOT_SIGNED_IN', 4]);
  });

  it('never shows in the error', async () => {
    const script = scriptedGraph([enabling(expired), enabling(expired)], { token: tokens().token });
    const error = await errorFrom(script);
    expect(JSON.stringify([error.message, error.advice, error.detail, error.stack])).not.toContain('token.x');
  });
});

describe('a reply in a form that is not understood', () => {
  it('is an error that names the field', async () => {
    const { graph, patience } = scriptedGraph(
      [
        {
          method: 'POST',
          path: '/servicePrincipals',
          body: { appId: IDS.server.appId, tags: ['WindowsAzureActiveDirectoryIntegratedApp'] },
          reply: { status: 201, body: { id: 5 } },
        },
      ],
      { offSchema: true },
    );
    await expect(
      performChange({ graph, patience }, KNOWN, { kind: 'create-service-principal', app: 'server' }),
    ).rejects.toThrow(/service principal that is not understood: id:/);
  });
});
