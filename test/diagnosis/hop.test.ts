import { describe, expect, test } from 'vitest';
import type { Hop } from '../../src/core/report.ts';
import { cause, entry, type Proof } from '../../src/diagnosis/catalogue/entry.ts';
import { byHand } from '../../src/diagnosis/catalogue/fixes.ts';
import { hopOf } from '../../src/diagnosis/hop.ts';
import { type Failure, type Knowledge, NOTHING_KNOWN } from '../../src/diagnosis/index.ts';
import { NO_FAILURE } from '../../src/diagnosis/no-failure.ts';
import { rankedCauses } from '../../src/diagnosis/rank.ts';
import { proved } from '../../src/diagnosis/situation.ts';
import { situationOf } from '../../src/diagnosis/situation-of.ts';
import { IDS } from '../support/registrations.ts';
import { knowing } from './known.ts';

const ANY: readonly [Hop, ...Hop[]] = [
  'mcp-server',
  'obo',
  'consent',
  'admin-signin',
  'client-signin',
  'gateway',
];
const KNOWN = knowing();
const yes = { evidence: () => proved('Yes.') };

function hopFor(
  failure: Partial<Failure>,
  proofs: readonly Proof[] = [],
  hops: readonly [Hop, ...Hop[]] = ANY,
  knowledge: Knowledge = KNOWN,
): Hop {
  const situation = situationOf({ ...NO_FAILURE, excerpt: 'x', ...failure }, knowledge);
  const causes = proofs.map((proof, at) => cause(`cause-${at}`, 'x', byHand('x'), proof));
  const one = entry('50000', { hops, meaning: 'x', causes });
  return hopOf(one, rankedCauses(causes, situation), situation);
}

describe('the hop', () => {
  test('is the one that was walked, whatever else speaks', () => {
    const walked = { ...NOTHING_KNOWN, walked: { hop: 'gateway', userAuth: 'browser' } } as const;
    expect(hopFor({ excerpt: 'on behalf of' }, [{ hop: 'consent', sign: () => 'x' }], ANY, walked)).toBe(
      'gateway',
    );
  });

  test.each<readonly [string, readonly Proof[], Hop]>([
    ['proved', [{ ...yes, hop: 'discovery' }], 'discovery'],
    ['spoken for', [{ sign: () => 'x', hop: 'discovery' }], 'discovery'],
    ['neither', [{ hop: 'discovery' }], 'mcp-server'],
    ['spoken for, behind one that is proved', [{ sign: () => 'x', hop: 'discovery' }, yes], 'mcp-server'],
    ['left out', [{ applies: () => false, hop: 'discovery' }], 'mcp-server'],
  ])('of the first cause counts where that is %s', (_, proofs, hop) => {
    expect(hopFor({}, proofs)).toBe(hop);
  });

  test.each<readonly [string, Partial<Failure>, Hop]>([
    ['the client', { appIds: [IDS.client.appId] }, 'client-signin'],
    [
      'the client, and on-behalf-of',
      { appIds: [IDS.client.appId], excerpt: 'on-behalf-of' },
      'client-signin',
    ],
    ['our API', { resource: IDS.server.appId }, 'client-signin'],
    ['the scope of our API', { scopes: ['access'] }, 'client-signin'],
    ['the server, and our API', { appIds: [IDS.server.appId], resource: IDS.server.appId }, 'obo'],
    ['the server', { appIds: [IDS.server.appId] }, 'obo'],
    ['nobody', {}, 'mcp-server'],
  ])('is known where the text names %s', (_, failure, hop) => {
    expect(hopFor(failure)).toBe(hop);
  });

  test.each<readonly [string, Partial<Failure>, readonly [Hop, ...Hop[]], Hop]>([
    [
      'the server, which only redeems codes there',
      { appIds: [IDS.server.appId] },
      ['consent', 'gateway'],
      'gateway',
    ],
    ['the server', { appIds: [IDS.server.appId] }, ['consent'], 'consent'],
    ['the client', { appIds: [IDS.client.appId] }, ['consent', 'obo'], 'consent'],
    ['our API', { resource: IDS.server.appId }, ['consent', 'obo'], 'consent'],
    ['on-behalf-of', { excerpt: 'on-behalf-of' }, ['consent', 'gateway'], 'consent'],
    [
      'on-behalf-of and the gateway',
      { excerpt: 'on-behalf-of aigateway' },
      ['consent', 'gateway'],
      'gateway',
    ],
  ])('is one that the entry allows, where the text names %s', (_, failure, hops, hop) => {
    expect(hopFor(failure, [], hops)).toBe(hop);
  });

  test.each<readonly [string, Hop]>([
    ['audience api://AzureADTokenExchange', 'obo'],
    ['On_Behalf_Of failed', 'obo'],
    ['the OBO exchange', 'obo'],
    ['obolus', 'mcp-server'],
    ['urn:ietf:params:oauth:grant-type:jwt-bearer', 'obo'],
    ['the user assertion', 'obo'],
    ['https://x/adminconsent', 'consent'],
    ['/Consent/Set', 'consent'],
    ['Grant admin consent for Contoso', 'consent'],
    ['the consent page', 'consent'],
    ['az login', 'admin-signin'],
    ['Azure CLI', 'admin-signin'],
    ['azure-cli/2.60', 'admin-signin'],
    ['OAuthTokenError', 'client-signin'],
    ['mcp.client.auth', 'client-signin'],
    ['npx mcp-remote', 'client-signin'],
    ['auth.aigateway.example', 'gateway'],
    ['/outbound/oauth/callback', 'gateway'],
    ['OAuth2-Proxy', 'gateway'],
    ['oauth_proxy', 'gateway'],
    ['[tokenHandler] refused', 'gateway'],
    ['mcp.server.auth.handlers', 'gateway'],
    ['oauth2: "invalid_client" "AADSTS7000215"', 'gateway'],
    ['oauth2: "unauthorized_client"', 'mcp-server'],
    ['authlib.integrations', 'gateway'],
    ['[authjs]', 'gateway'],
    ['CallbackRouteError', 'gateway'],
    ['the SSO page', 'gateway'],
    ['lasso', 'mcp-server'],
    ['Invalid PKCE', 'gateway'],
  ])('is told by the words %s', (excerpt, hop) => {
    expect(hopFor({ excerpt })).toBe(hop);
  });

  test.each([
    'The authorization code',
    'authorization_code',
    'no redirection URI',
    '/oauth/callback',
    'the Server returned error response',
    'no connection with MCP server',
  ])('is told by the words %s only where no number says more', (excerpt) => {
    expect([hopFor({ excerpt }), hopFor({ excerpt, code: '50000' })]).toEqual([
      'client-signin',
      'mcp-server',
    ]);
  });

  test.each<readonly [string, readonly Proof[], Hop]>([
    ['the client', [{ ...yes, app: 'client' }], 'client-signin'],
    ['the server', [{ ...yes, app: 'server' }], 'obo'],
    ['no app', [yes], 'mcp-server'],
    [
      'both',
      [
        { ...yes, app: 'client' },
        { ...yes, app: 'server' },
      ],
      'mcp-server',
    ],
    [
      'the client, once and again',
      [
        { ...yes, app: 'client' },
        { ...yes, app: 'client' },
      ],
      'client-signin',
    ],
    [
      'the client, unproved beside a proof of the server',
      [{ app: 'client' }, { ...yes, app: 'server' }],
      'obo',
    ],
  ])('is known where the causes that are proved are of %s', (_, proofs, hop) => {
    expect(hopFor({}, proofs)).toBe(hop);
  });

  test('of a proof is one that the entry allows', () => {
    expect(hopFor({}, [{ ...yes, app: 'client' }], ['consent', 'obo'])).toBe('consent');
  });

  test.each<readonly [string, Partial<Failure>, readonly [Hop, ...Hop[]], Hop]>([
    ['on-behalf-of, where Microsoft Graph is asked', { resource: 'https://graph.microsoft.com' }, ANY, 'obo'],
    [
      'the likeliest, where a bare name is asked of Microsoft Graph',
      { resource: 'https://graph.microsoft.com', scopes: ['files'] },
      ANY,
      'mcp-server',
    ],
    [
      'the likeliest, where the entry knows no exchange',
      { resource: 'https://graph.microsoft.com' },
      ['gateway', 'consent'],
      'gateway',
    ],
  ])('is %s', (_, failure, hops, hop) => {
    expect(hopFor(failure, [], hops)).toBe(hop);
  });
});
