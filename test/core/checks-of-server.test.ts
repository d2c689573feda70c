import { describe, expect, it } from 'vitest';
import { scopeIdFor } from '../../src/core/blueprint.ts';
import { asId, GRAPH_DELEGATED_PERMISSIONS } from '../../src/core/ids.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { guid, IDS, publishedScope } from '../support/registrations.ts';
import { changed, having, UNREADABLE } from '../support/tenants.ts';
import { foundBy } from '../support/verdicts.ts';
import { asking, HEALTHY } from './server-checks.ts';

const URI = `api://${IDS.server.appId}`;
const named = (value: string) => ({ id: GRAPH_DELEGATED_PERMISSIONS[value], value });

describe('the token version', () => {
  it.each([null, 1])('is set to 2 when it is %s', (from) => {
    const tenant = changed(HEALTHY, 'server', { tokenVersion: from });
    expect(foundBy('server-api.token-version', { tenant })).toEqual({
      status: 'fail',
      evidence: [{ from }],
      actual: from,
      remedies: [{ kind: 'set-token-version', app: 'server', from, to: 2 }],
    });
  });
});

describe('the Application ID URI', () => {
  const found = (...identifierUris: readonly string[]) =>
    foundBy('server-api.identifier-uri', { tenant: changed(HEALTHY, 'server', { identifierUris }) });
  const add = (...replaces: readonly string[]) => [
    { kind: 'add-identifier-uri', app: 'server', uri: URI, replaces },
  ];

  it('is added when there is none', () => {
    expect(found()).toMatchObject({ status: 'fail', actual: [], remedies: add() });
  });

  it('is added beside the URIs of others', () => {
    expect(found('api://other')).toMatchObject({ actual: ['api://other'], remedies: add() });
  });

  it.each([URI.toUpperCase(), `${URI}/`])('replaces %s, which is the same in another spelling', (spelled) => {
    expect(found(spelled)).toMatchObject({ evidence: [{ respelled: [spelled] }], remedies: add(spelled) });
  });

  it('passes beside the URIs of others', () => {
    expect(found('api://other', URI).status).toBe('pass');
  });

  it('is the own one of the blueprint where it names one', () => {
    const identifierUri = 'https://mcp.contoso.com';
    const blueprint = { ...BLUEPRINT, serverApi: { ...BLUEPRINT.serverApi, identifierUri } };
    expect(foundBy('server-api.identifier-uri', { blueprint, tenant: HEALTHY }).evidence).toMatchObject([
      { uri: identifierUri, registered: [URI] },
    ]);
  });
});

describe('the scope', () => {
  const found = (...scopes: readonly ReturnType<typeof publishedScope>[]) =>
    foundBy('server-api.scope', { tenant: changed(HEALTHY, 'server', { scopes }) });
  const { scope } = BLUEPRINT.serverApi;

  it('is exposed when no scope is', () => {
    expect(found()).toEqual({
      status: 'fail',
      evidence: [{ problem: 'missing', exposed: [] }],
      actual: [],
      remedies: [{ kind: 'add-scope', app: 'server', scope: { ...scope, id: scopeIdFor('access') } }],
    });
  });

  it('is exposed beside a scope of somebody else', () => {
    const other = publishedScope(BLUEPRINT, { id: asId(guid('e')), value: 'other' });
    expect(found(other)).toMatchObject({ actual: ['other'], remedies: [{ kind: 'add-scope' }] });
  });

  it('is renamed when it is our own under another name', () => {
    expect(found(publishedScope(BLUEPRINT, { value: 'acces' }))).toMatchObject({
      evidence: [{ problem: 'renamed', exposed: ['acces'] }],
      remedies: [{ kind: 'set-scope-consent', value: 'acces', scope, from: { value: 'acces' } }],
    });
  });

  it('is enabled when it is disabled', () => {
    expect(found(publishedScope(BLUEPRINT, { isEnabled: false }))).toEqual({
      status: 'fail',
      evidence: [{ problem: 'disabled' }],
      actual: 'disabled',
      remedies: [{ kind: 'enable-scope', app: 'server', value: 'access' }],
    });
  });

  it.each([
    [{ type: 'Admin' as const }, 'who can consent'],
    [{ adminConsentDisplayName: '' }, 'adminConsentDisplayName'],
    [{ adminConsentDescription: 'x' }, 'adminConsentDescription'],
    [{ userConsentDisplayName: 'x' }, 'userConsentDisplayName'],
    [{ userConsentDescription: 'x' }, 'userConsentDescription'],
  ])('is corrected when %o', (change, differing) => {
    expect(found(publishedScope(BLUEPRINT, change))).toMatchObject({
      status: 'fail',
      evidence: [{ problem: 'texts', differing: Object.keys(change) }],
      actual: [differing],
      remedies: [{ kind: 'set-scope-consent', app: 'server', value: 'access', scope, from: change }],
    });
  });
});

describe('the Microsoft Graph permissions', () => {
  it('are added when they are not asked for, what others asked for kept', () => {
    const tenant = changed(HEALTHY, 'server', { requiredResources: [] });
    expect(foundBy('server-api.graph-permissions', { tenant, blueprint: asking('Files.Read') })).toEqual({
      status: 'fail',
      evidence: [{ problem: 'missing', scopes: [named('Files.Read')], applicationPermissions: [] }],
      actual: ['without Files.Read'],
      remedies: [
        {
          kind: 'add-permissions',
          app: 'server',
          resource: 'microsoft-graph',
          scopes: [named('Files.Read')],
        },
      ],
    });
  });

  it('are not added under a name that Microsoft Graph does not have', () => {
    expect(
      foundBy('server-api.graph-permissions', { tenant: HEALTHY, blueprint: asking('Files.Raed') }),
    ).toEqual({
      status: 'fail',
      evidence: [{ problem: 'unknown-name', name: 'Files.Raed' }],
      actual: ['no permission named Files.Raed'],
      remedies: ['you'],
    });
  });

  it('are taken by the ids of this tenant, not of the table', () => {
    const scopes = [{ id: asId<never>(guid('9')), value: 'Files.Read', type: 'User' as const }];
    const tenant = having(HEALTHY, 'graphPrincipal', { objectId: IDS.graphPrincipal, scopes });
    expect(foundBy('server-api.graph-permissions', { tenant }).evidence).toMatchObject([
      { scopes: [{ id: guid('9') }] },
    ]);
  });

  it('cannot be judged without the list of Microsoft Graph', () => {
    const tenant = { ...HEALTHY, graphPrincipal: UNREADABLE };
    expect(foundBy('server-api.graph-permissions', { tenant }).status).toBe('unknown');
  });

  it('are advised against where one contains another', () => {
    const blueprint = asking('Files.Read', 'Files.ReadWrite.All');
    expect(foundBy('server-api.least-privilege', { blueprint })).toEqual({
      status: 'warn',
      evidence: [{ wide: 'Files.ReadWrite.All', contained: ['Files.Read'] }],
      actual: ['Files.ReadWrite.All contains Files.Read'],
      remedies: ['you'],
    });
  });
});
