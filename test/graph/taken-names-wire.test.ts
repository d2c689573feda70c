import { describe, expect, it } from 'vitest';
import { scopeIdFor, scopeNamed } from '../../src/core/blueprint.ts';
import type { Change } from '../../src/core/changes/index.ts';
import { serverDraft } from '../../src/core/checks/shared/drafts.ts';
import { runStateOf } from '../../src/graph/run-state.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { type Exchange, NO_CONTENT, recorded, refused } from '../support/scripted-graph.ts';
import { EMPTY_TENANT } from '../support/tenants.ts';
import { GONE, outcome } from './conflicts.ts';

describe('an app whose name is taken', () => {
  const draft = serverDraft(BLUEPRINT);
  const path = `/applications(uniqueName='${draft.uniqueName}')`;
  const upserting = (reply: Exchange['reply']): Exchange => ({ method: 'PATCH', path, body: BODY, reply });
  const BODY = {
    displayName: 'MCP Server API',
    signInAudience: 'AzureADMyOrg',
    isFallbackPublicClient: false,
    web: { redirectUris: [BLUEPRINT.gateway.callbackUrl] },
    tags: ['entra-mcp-setup'],
    api: {
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [
        { ...scopeNamed('access'), id: scopeIdFor('access'), type: 'User', isEnabled: true },
      ],
    },
    requiredResourceAccess: [
      {
        resourceAppId: '00000003-0000-0000-c000-000000000000',
        resourceAccess: [{ id: '10465720-29dd-4523-a11a-6a75c743c9d9', type: 'Scope' }],
      },
    ],
  };
  const looking = (reply: Exchange['reply']): Exchange => ({ method: 'GET', path, reply });
  const bin = (...names: readonly string[]): Exchange => ({
    method: 'GET',
    path: '/directory/deletedItems/microsoft.graph.application?$top=999&$select=id,appId,displayName,uniqueName',
    reply: {
      status: 200,
      body: {
        value: names.map((uniqueName) => ({
          id: IDS.server.objectId,
          appId: IDS.server.appId,
          displayName: 'MCP Server API',
          uniqueName,
        })),
      },
    },
  });
  const TAKEN = recorded('38');
  const CREATE: Change = { kind: 'create-application', app: 'server', draft };
  const nothing = { runState: runStateOf(EMPTY_TENANT), maxWait: 2_000 };
  /** As a run before this one made it. */
  const MADE = {
    ...(recorded('05').body as { readonly appId: string }),
    web: { redirectUris: [BLUEPRINT.gateway.callbackUrl] },
    publicClient: { redirectUris: [] },
  };

  it.each([
    ['taken', TAKEN],
    ['taken, with a detail', recorded('38', 1)],
    ['taken, as 409', { ...TAKEN, status: 409 }],
    ['not found', GONE],
  ])('by one in the recycle bin is told how to get it out: %s', async (_how, reply) => {
    const script = [upserting(reply), looking(GONE), looking(GONE), bin('other', draft.uniqueName)];
    const { error } = await outcome(script, CREATE, nothing);
    expect(error).toMatchObject({
      code: 'CONFLICT',
      advice: [
        'Have it back, with what was set on it: entra-mcp-setup apply --yes --restore',
        `Or delete it for good, and run the command again: entra-mcp-setup remove --purge --yes --server-app-id ${IDS.server.appId}`,
        'Or have another made under another name: entra-mcp-setup apply --yes --new',
      ],
    });
  });

  it('by one on a later page of the recycle bin is found there', async () => {
    const path = `${bin().path}&$skiptoken=x`;
    const body = { value: [], '@odata.nextLink': `https://graph.microsoft.com/v1.0${path}` };
    const first: Exchange = { ...bin(), reply: { status: 200, body } };
    const second: Exchange = { ...bin(draft.uniqueName), path };
    const script = [upserting(TAKEN), looking(GONE), looking(GONE), first, second];
    const { error } = await outcome(script, CREATE, nothing);
    expect(error).toMatchObject({ code: 'CONFLICT' });
  });

  it('by one that a lagging replica did not show is found, whatever the recycle bin holds', async () => {
    const found = { status: 200, body: MADE };
    const script = [upserting(TAKEN), looking(GONE), looking(found), looking(found)];
    const { performed } = await outcome(script, CREATE, nothing);
    expect(performed?.runState.server.appId).toBe(MADE.appId);
  });

  it('by one with addresses of somebody else is left alone, and its id is told', async () => {
    const evil = ['https://evil.example/callback', BLUEPRINT.gateway.callbackUrl];
    const body = { ...MADE, publicClient: { redirectUris: evil } };
    const script = [upserting(NO_CONTENT), looking({ status: 200, body })];
    const { error } = await outcome(script, CREATE, nothing);
    expect(error).toMatchObject({
      code: 'CONFLICT',
      message: `MCP Server API cannot be created: meanwhile ${MADE.appId} stands under its unique name, with redirect URIs that are not of this set-up: ${evil.join(', ')}.`,
      advice: ['Have others made beside it: entra-mcp-setup apply --new --yes'],
    });
  });

  const posting = (reply: Exchange['reply']): Exchange => ({
    method: 'POST',
    path: '/applications',
    body: { uniqueName: draft.uniqueName, ...BODY },
    reply,
  });
  const REFUSALS = [
    refused(400, 'Request_BadRequest', 'Upsert is not supported.'),
    refused(405, 'Request_BadRequest', 'The method is not allowed.'),
    refused(501, 'NotImplemented', 'This cloud has not got it.'),
  ];

  it.each(REFUSALS)(
    'is looked for where an upsert is refused, and then posted under it: $status',
    async (reply) => {
      const created = { ...recorded('05'), status: 201 };
      const { performed, slept } = await outcome(
        [upserting(reply), looking(GONE), posting(created)],
        CREATE,
        nothing,
      );
      expect([performed?.runState.server.appId, slept]).toEqual([
        (created.body as { appId: string }).appId,
        [],
      ]);
    },
  );

  it('is not posted where a run before this one made it', async () => {
    const found = { status: 200, body: MADE };
    const { performed } = await outcome([upserting(REFUSALS[1] ?? GONE), looking(found)], CREATE, nothing);
    expect(performed?.runState.server.appId).toBe(MADE.appId);
  });

  it('is found when the reply to the post was lost', async () => {
    const found = looking({ status: 200, body: MADE });
    const script = [
      upserting(REFUSALS[1] ?? GONE),
      looking(GONE),
      posting('lost'),
      posting(TAKEN),
      found,
      found,
    ];
    const { performed } = await outcome(script, CREATE, nothing);
    expect(performed?.runState.server.appId).toBe(MADE.appId);
  });

  it('is told of where the recycle bin holds the name that is posted', async () => {
    const script = [
      ...[upserting(REFUSALS[1] ?? GONE), looking(GONE), posting(TAKEN)],
      ...[looking(GONE), looking(GONE), bin(draft.uniqueName)],
    ];
    expect((await outcome(script, CREATE, nothing)).error).toMatchObject({ code: 'CONFLICT' });
  });

  it.each([
    ['a policy', refused(400, 'Request_BadRequest', 'Not allowed as per assigned policy x.'), 'POLICY'],
    ['a quota', refused(400, 'Directory_QuotaExceeded', 'Full.'), 'CONFLICT'],
  ])('is not posted where %s refused it', async (_what, reply, code) => {
    expect((await outcome([upserting(reply)], CREATE, nothing)).error).toMatchObject({ code });
  });

  it('is found where the second upsert says that it is there', async () => {
    const again = [upserting(TAKEN), looking({ status: 200, body: MADE })];
    const script = [upserting(GONE), looking(GONE), looking(GONE), bin('other'), ...again];
    const { performed } = await outcome(script, CREATE, nothing);
    expect(performed?.runState.server.appId).toBe(MADE.appId);
  });

  it('is created once the directory knows better', async () => {
    const created = { ...recorded('05'), status: 201 };
    const script = [upserting(GONE), looking(GONE), looking(GONE), bin('other'), upserting(created)];
    const { performed } = await outcome(script, CREATE, nothing);
    expect(performed?.runState.server.appId).toBe(MADE.appId);
  });
});
