import { describe, expect, test } from 'vitest';
import type { CheckId } from '../../src/core/check.ts';
import {
  diagnose,
  type Failure,
  type Knowledge,
  NOTHING_KNOWN,
  tokenFacts,
} from '../../src/diagnosis/index.ts';
import { NO_FAILURE } from '../../src/diagnosis/no-failure.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { CERTIFICATE_BLUEPRINT, IDS } from '../support/registrations.ts';
import { healthyTenant } from '../support/tenants.ts';
import { knowing, verdictOf } from './known.ts';
import { RIGHT } from './right-token.ts';

const answerTo = (entry: string, failure: Partial<Failure>, knowledge: Knowledge = knowing()) => {
  const [told] = diagnose([{ ...NO_FAILURE, entry, excerpt: 'x', ...failure }], knowledge);
  if (told === undefined) throw new Error('There is an answer to every failure.');
  return told;
};

const CLIENT: Partial<Failure> = { appIds: [IDS.client.appId] };
const SERVER: Partial<Failure> = { appIds: [IDS.server.appId] };
const API: Partial<Failure> = { resource: IDS.server.appId };

/** A cause, its check, and evidence of the check that can produce the failure and that cannot. */
const DECIDED: readonly (readonly [string, string, Partial<Failure>, CheckId, object, object])[] = [
  ['70011', 'scope-not-exposed', API, 'server-api.scope', { problem: 'disabled' }, { problem: 'texts' }],
  [
    'symptom:api-not-visible',
    'no-enabled-scope',
    {},
    'server-api.scope',
    { problem: 'missing' },
    { problem: 'texts' },
  ],
  [
    '500011',
    'server-principal-missing',
    API,
    'server-api.service-principal',
    { state: 'missing' },
    { state: 'disabled' },
  ],
  [
    '7000112',
    'server-disabled',
    SERVER,
    'server-api.service-principal',
    { state: 'disabled' },
    { state: 'missing' },
  ],
  [
    '7000112',
    'client-disabled',
    CLIENT,
    'client-app.service-principal',
    { state: 'disabled' },
    { state: 'missing' },
  ],
  [
    '700016',
    'client-principal-missing',
    CLIENT,
    'client-app.service-principal',
    { state: 'missing' },
    { state: 'disabled' },
  ],
  [
    '500014',
    'server-disabled',
    API,
    'server-api.service-principal',
    { state: 'disabled' },
    { state: 'missing' },
  ],
  [
    '500011',
    'identifier-uri-missing',
    API,
    'server-api.identifier-uri',
    { respelled: [] },
    { respelled: ['api://X'] },
  ],
  [
    '50194',
    'metadata-issuer-shared',
    {},
    'endpoint.authorization-server',
    { wrong: 'shared' },
    { wrong: 'other' },
  ],
  ['7000222', 'secret-expired', SERVER, 'server-api.credential', { expired: 1 }, { expired: 0 }],
  [
    '7000218',
    'redirect-on-wrong-platform',
    CLIENT,
    'client-app.public-client',
    { ours: true },
    { ours: false },
  ],
];

describe('a cause is proved by its check only for what can produce the failure', () => {
  test.each(DECIDED)('%s: %s', (entry, id, failure, check, can, cannot) => {
    const known = knowing();
    const [any] = known.verdicts ?? [];
    if (any === undefined) throw new Error('There are verdicts.');
    const verdictWith = (...evidence: readonly object[]) => {
      const failed = { ...any, id: check, status: 'fail', message: 'It failed.', evidence } as const;
      const verdicts = [...(known.verdicts ?? []).filter((one) => one.id !== check), failed];
      return verdictOf(answerTo(entry, failure, { ...known, verdicts }), id);
    };
    expect([verdictWith(can), verdictWith(cannot), verdictWith(cannot, can)]).toEqual([
      'proved',
      'possible',
      'proved',
    ]);
  });

  test('a certificate that is not there, of a server that signs with one', () => {
    const known = knowing(healthyTenant(CERTIFICATE_BLUEPRINT), CERTIFICATE_BLUEPRINT);
    const verdict = (held: number) => {
      const verdicts = (known.verdicts ?? []).map((one) =>
        one.id === 'server-api.credential' ? { ...one, status: 'fail' as const, evidence: [{ held }] } : one,
      );
      return verdictOf(
        answerTo('700027', SERVER, { ...known, tenant: null, verdicts }),
        'certificate-not-registered',
      );
    };
    expect([verdict(0), verdict(1)]).toEqual(['proved', 'possible']);
  });
});

describe('an error of Microsoft Graph that says nothing', () => {
  const firstOf = (failure: Partial<Failure>) =>
    answerTo('graph:UnknownError', failure).causes.map(({ id }) => id);

  test.each<readonly [string, Partial<Failure>, boolean]>([
    ['its status is 403', { httpStatus: 403 }, true],
    ['its text says so', { excerpt: 'HTTP 403' }, true],
    ['its text says so in words', { excerpt: 'Forbidden' }, true],
    ['its status is another, whatever the text says', { httpStatus: 500, excerpt: 'Forbidden' }, false],
    ['nothing says so', { excerpt: 'x4031' }, false],
  ])('is a denied request where %s', (_, failure, isDenied) => {
    expect([
      firstOf(failure).includes('user-lacks-access'),
      firstOf(failure).includes('service-out'),
    ]).toEqual([isDenied, !isDenied]);
  });
});

describe('a token that Microsoft Graph does not accept', () => {
  const forwarded = (known: Knowledge, failure: Partial<Failure> = {}) => {
    const { causes } = answerTo('graph:InvalidAuthenticationToken', failure, known);
    const one = causes.find(({ id }) => id === 'user-token-forwarded');
    return [one?.verdict, one?.because];
  };
  const withToken = (aud: string) =>
    knowing(healthyTenant(), BLUEPRINT, { token: tokenFacts({ ...RIGHT, aud }) });

  test('was passed on unexchanged where the token read is for another API', () => {
    expect(forwarded(withToken(IDS.server.appId))).toEqual([
      'proved',
      'The token read is not for Microsoft Graph.',
    ]);
    expect(forwarded(withToken('https://graph.microsoft.com'))).toEqual([
      'refuted',
      'The token read is for Microsoft Graph.',
    ]);
  });

  test('was passed on unexchanged where the message names our server as audience, and no token was read', () => {
    const audience = IDS.server.appId;
    expect(forwarded(knowing(), { audience })).toEqual([
      'proved',
      `The audience in the message, ${audience}, is MCP Server API's own.`,
    ]);
    expect(forwarded(knowing())[0]).toBe('possible');
  });
});

test.each<readonly [string, Partial<Failure>, string | undefined]>([
  ['in a form', { excerpt: 'scopes+requested' }, 'not granted'],
  ['over two lines', { excerpt: 'Scopes \n requested' }, 'not granted'],
  ['not at all', { excerpt: 'scopesrequested' }, undefined],
])('a code that cannot be redeemed speaks of scopes %s', (_, failure, words) => {
  const { causes } = answerTo('70000', failure, NOTHING_KNOWN);
  const said = causes.find(({ because }) => because.includes('not granted'));
  expect(said?.because.includes('not granted') ? 'not granted' : undefined).toBe(words);
});

test('an object that the directory does not know was looked for too early where the app is new', () => {
  const timestamp = '2026-11-01T08:05:00Z';
  const signs = [{ timestamp }, { excerpt: 'does not reference a valid application' }, {}].map((failure) =>
    answerTo('graph:Request_BadRequest', failure).causes.map(({ because }) => because),
  );
  expect([
    signs[0]?.includes('MCP Server API was created within minutes of this failure.'),
    signs[1]?.includes('The directory does not know the object of the message.'),
    signs[2]?.some((one) => /within minutes|does not know/.test(one)),
  ]).toEqual([true, true, false]);
});
