import { describe, expect, test } from 'vitest';
import type { CheckId } from '../../src/core/check.ts';
import type { DiagnosedCause, Fix, Verdict } from '../../src/core/report.ts';
import { type Cause, cause, type Proof } from '../../src/diagnosis/catalogue/entry.ts';
import { byApply, byHand, byVerifying } from '../../src/diagnosis/catalogue/fixes.ts';
import { type Failure, type Knowledge, NOTHING_KNOWN } from '../../src/diagnosis/index.ts';
import { judgeCause } from '../../src/diagnosis/judge-cause.ts';
import { NO_FAILURE } from '../../src/diagnosis/no-failure.ts';
import { rankedCauses } from '../../src/diagnosis/rank.ts';
import { proved, refuted } from '../../src/diagnosis/situation.ts';
import { situationOf } from '../../src/diagnosis/situation-of.ts';
import { tokenFacts } from '../../src/diagnosis/token/token-facts.ts';
import { guid, IDS } from '../support/registrations.ts';
import { healthyTenant } from '../support/tenants.ts';
import { knowing, PROBE } from './known.ts';
import { HEALTHY as PERSON } from './people.ts';

const CHECK: CheckId = 'server-api.credential';
const KNOWN = knowing();
const OTHER = guid('e');

/** Everything known, with one verdict changed. */
function judgedSo(change: Partial<Verdict>): Knowledge {
  const verdicts = (KNOWN.verdicts ?? []).map((one) => (one.id === CHECK ? { ...one, ...change } : one));
  return { ...KNOWN, verdicts };
}
const FAILS = judgedSo({ status: 'fail', message: 'It failed.', evidence: [{ kind: 'a' }, { kind: 'b' }] });

const situation = (failure: Partial<Failure> = {}, knowledge: Knowledge = KNOWN) =>
  situationOf({ ...NO_FAILURE, excerpt: 'A text.', ...failure }, knowledge);
const of = (proof: Proof, id = 'x'): Cause => cause(id, 'It is {client}', byHand('Mend {server}'), proof);
const verdictOf = (proof: Proof, failure: Partial<Failure> = {}, knowledge = KNOWN): string =>
  judgeCause(of(proof), situation(failure, knowledge)).verdict;
const becauseOf = (proof: Proof, failure: Partial<Failure> = {}, knowledge = KNOWN): string =>
  judgeCause(of(proof), situation(failure, knowledge)).because;

const CLIENT = { appIds: [IDS.client.appId] };
const SERVER = { appIds: [IDS.server.appId] };
const STRANGER = { appIds: [OTHER] };
const API = { resource: IDS.server.appId };

describe('a cause that rests on a check', () => {
  const byCheck = { check: CHECK } as const;

  test.each<readonly [Verdict['status'], string]>([
    ['pass', 'refuted'],
    ['fail', 'proved'],
    ['warn', 'proved'],
    ['manual', 'possible'],
    ['skip', 'possible'],
    ['unknown', 'possible'],
  ])('whose verdict is %s is %s', (status, wanted) => {
    expect(verdictOf(byCheck, {}, judgedSo({ status }))).toBe(wanted);
  });

  test.each<readonly [string, Proof['checkMeans'], string]>([
    ['one of several pieces of evidence', ({ kind }) => kind === 'b', 'proved'],
    ['no piece of evidence', ({ kind }) => kind === 'c', 'possible'],
  ])('is decided where %s can produce the failure', (_, checkMeans, wanted) => {
    expect(verdictOf({ ...byCheck, checkMeans: checkMeans ?? (() => true) }, {}, FAILS)).toBe(wanted);
  });

  test.each<readonly [string, Partial<Failure>, Proof, string]>([
    ['its app', SERVER, { app: 'server' }, 'proved'],
    ['its API', { ...SERVER, ...API }, { resource: 'server' }, 'proved'],
    ['neither', {}, { app: 'server', resource: 'server' }, 'possible'],
    ['neither, for it has none', {}, {}, 'possible'],
    ['nothing at all, as a chosen symptom does', { excerpt: '' }, { app: 'server' }, 'proved'],
  ])('and must be named is decided where the text names %s', (_, failure, proof, wanted) => {
    expect(verdictOf({ ...byCheck, mustBeNamed: true, ...proof }, failure, FAILS)).toBe(wanted);
  });

  test.each<readonly [Verdict['status'], string]>([
    ['unknown', 'Could not look.'],
    ['skip', 'Could not look.'],
    ['manual', 'What is known here neither shows nor excludes it.'],
  ])('that is %s says why it is only possible', (status, words) => {
    expect(becauseOf(byCheck, {}, judgedSo({ status, message: 'Could not look.' }))).toBe(words);
  });
});

describe('a failure of somebody else', () => {
  const shown: Proof = { evidence: () => proved('Seen.') };

  test.each<readonly [string, Partial<Failure>, string]>([
    ['another app', STRANGER, 'possible'],
    ['another API', { resource: `api://${OTHER}` }, 'possible'],
    ['another tenant', { tenant: OTHER }, 'possible'],
    ['another app and our API', { ...STRANGER, ...API }, 'possible'],
    ['another API and our client', { ...CLIENT, resource: `api://${OTHER}` }, 'proved'],
    ['another API and our server', { ...SERVER, resource: `api://${OTHER}` }, 'proved'],
    ['another tenant and our client', { ...CLIENT, tenant: OTHER }, 'proved'],
    ['another tenant and our server as API', { ...API, tenant: OTHER }, 'proved'],
    ['another tenant and our client as API', { resource: IDS.client.appId, tenant: OTHER }, 'proved'],
    ['nobody', {}, 'proved'],
  ])('that names %s decides whether evidence proves a cause', (_, failure, wanted) => {
    expect(verdictOf(shown, failure)).toBe(wanted);
  });

  test('is proved by evidence that compares the ids itself', () => {
    expect(verdictOf({ ...shown, names: 'any' }, STRANGER)).toBe('proved');
  });

  test('is mended by nothing here', () => {
    const known = { ...KNOWN, portalUrl: () => 'https://portal.example' };
    const one = cause('x', 'x', byApply('Mend {server}', 'server', 'Overview'), shown);
    const { fix } = judgeCause(one, situation(STRANGER, known));
    expect(fix).toEqual({ summary: `Mend the app ${OTHER}`, command: null, portalUrl: null });
  });

  test('says so where a check or evidence would decide, and only there', () => {
    const elsewhere = 'The message is about an app, which is not part of this setup.';
    expect([
      becauseOf({ check: CHECK }, STRANGER),
      becauseOf({ evidence: () => null }, STRANGER),
      becauseOf({}, STRANGER),
      becauseOf({ check: CHECK }, { tenant: OTHER }),
    ]).toEqual([
      elsewhere,
      elsewhere,
      'What is known here neither shows nor excludes it.',
      'The message is about an app or tenant that is not part of this setup.',
    ]);
  });
});

describe('a cause that nothing decides', () => {
  const nothing = 'Nothing to hold it against: no tenant, snapshot, credential or token was given.';

  test.each<readonly [string, Partial<Knowledge>]>([
    ['a tenant', { tenant: healthyTenant() }],
    ['verdicts', { verdicts: KNOWN.verdicts }],
    ['a token', { token: tokenFacts({}) }],
    ['a probe', { probes: [PROBE] }],
    ['something seen', { observations: [{ kind: 'replicating' }] }],
    ['a probe and something seen', { probes: [PROBE], observations: [{ kind: 'replicating' }] }],
    ['a hop that was walked', { walked: { hop: 'obo', userAuth: 'browser' } }],
  ])('was held against %s', (_, more) => {
    expect(becauseOf({}, {}, { ...NOTHING_KNOWN, ...more })).not.toBe(nothing);
  });

  test('was held against nothing where only a person or a blueprint is known', () => {
    const known = { ...NOTHING_KNOWN, person: PERSON, blueprint: KNOWN.blueprint };
    expect(becauseOf({}, {}, known)).toBe(nothing);
  });

  test('says what the text says for it first', () => {
    expect(becauseOf({ sign: () => 'The text says so.', check: CHECK }, STRANGER)).toBe('The text says so.');
  });
});

describe('what mends a cause', () => {
  const fixOf = (one: Cause, knowledge: Knowledge) => judgeCause(one, situation({}, knowledge)).fix;
  const fix: Fix = {
    by: 'us',
    summary: 'Add it',
    command: 'entra-mcp-setup apply --yes',
    portalUrl: null,
  };
  const failing = (change: Partial<Fix> | null) =>
    judgedSo({ status: 'fail', fix: change && { ...fix, ...change } });
  const LOOK = cause('x', 'x', byVerifying('Look', CHECK), { check: CHECK });

  test.each<readonly [string, Cause, Knowledge, string | null]>([
    ['looking, until it is proved', LOOK, KNOWN, `entra-mcp-setup verify --only ${CHECK}`],
    ['what the check knows, once proved', LOOK, failing({}), 'entra-mcp-setup apply --yes'],
    [
      'looking, where the check knows no command',
      LOOK,
      failing(null),
      `entra-mcp-setup verify --only ${CHECK}`,
    ],
    [
      'what the check knows, where the catalogue has nothing',
      of({ check: CHECK }),
      failing({}),
      'entra-mcp-setup apply --yes',
    ],
    [
      'what the catalogue knows, where that is more than looking',
      cause('x', 'x', byApply('Mend', 'server', 'Overview'), { check: CHECK }),
      failing({ command: 'az something' }),
      'entra-mcp-setup apply --yes',
    ],
    ['nothing, where nobody knows a command', of({ check: CHECK }), failing(null), null],
  ])('is %s', (_, one, knowledge, command) => {
    expect(fixOf(one, knowledge).command).toBe(command);
  });

  test('has the page of the catalogue, else that of the check', () => {
    const broken = {
      ...failing({ portalUrl: 'https://of-check' }),
      portalUrl: (app: string) => `https://${app}`,
    };
    const placed = cause('x', 'x', byHand('Look', 'client', 'Overview'), { check: CHECK });
    expect([placed, of({ check: CHECK })].map((one) => fixOf(one, broken).portalUrl)).toEqual([
      'https://client',
      'https://of-check',
    ]);
  });
});

describe('the order of causes', () => {
  const ranked = (causes: readonly Cause[], failure: Partial<Failure> = {}): readonly string[] =>
    rankedCauses(causes, situation(failure)).map(({ id, verdict }) => `${verdict} ${id}`);
  const says = { sign: () => 'The text says so.' };

  test('is what is proved, then what the text speaks for or names, then the rest, then what is refuted', () => {
    const causes = [
      of({ evidence: () => refuted('No.') }, 'no'),
      of({}, 'plain'),
      of({ app: 'client' }, 'named'),
      of(says, 'said'),
      of({ ...says, resource: 'server' }, 'said-and-named'),
      of({ evidence: () => proved('Yes.') }, 'yes'),
    ];
    expect(ranked(causes, { ...CLIENT, ...API })).toEqual([
      'proved yes',
      'possible said-and-named',
      'possible said',
      'possible named',
      'possible plain',
      'refuted no',
    ]);
  });

  test('lists a cause only where it can exist, and a signed one only where something speaks for it', () => {
    const causes = [
      of({ applies: () => false }, 'elsewhere'),
      of({ applies: () => true }, 'here'),
      of({ onlySigned: true }, 'silent'),
      of({ onlySigned: true, sign: () => null, evidence: () => null }, 'mute'),
      of({ onlySigned: true, ...says }, 'said'),
      of({ onlySigned: true, evidence: () => refuted('No.') }, 'decided'),
    ];
    expect(ranked(causes)).toEqual(['possible said', 'possible here', 'refuted decided']);
  });

  test('leaves a cause open that follows a proved one', () => {
    const yes = { evidence: () => proved('Yes.') };
    const first = (verdict: DiagnosedCause['verdict']) => of(verdict === 'proved' ? yes : {}, 'first');
    const after = of({ ...yes, follows: ['another', 'first'] }, 'after');
    const [, open] = rankedCauses([after, first('proved')], situation());
    expect(open).toMatchObject({
      id: 'after',
      verdict: 'possible',
      because: 'Yes. The cause above explains this already.',
    });
    expect(ranked([after, first('possible')])).toEqual(['proved after', 'possible first']);
    expect(ranked([of(yes, 'one'), first('proved')])).toEqual(['proved one', 'proved first']);
  });
});

test.each<readonly [string, Partial<Failure>, Proof, string]>([
  ['the client, of the server', CLIENT, { app: 'server' }, 'refuted'],
  ['the server, of the client', SERVER, { app: 'client' }, 'refuted'],
  ['the client, of the client', CLIENT, { app: 'client' }, 'possible'],
  ['nobody, of the client', {}, { app: 'client' }, 'possible'],
  [
    'Microsoft Graph, of the server as API',
    { resource: 'https://graph.microsoft.com' },
    { resource: 'server' },
    'refuted',
  ],
  ['the server, of Microsoft Graph', API, { resource: 'graph' }, 'refuted'],
  ['the client as API, of the server', { resource: IDS.client.appId }, { resource: 'server' }, 'refuted'],
  ['the server as API, of the server', API, { resource: 'server' }, 'possible'],
  ['another API, of the server', { ...CLIENT, resource: OTHER }, { resource: 'server' }, 'possible'],
  ['an API, of none', API, {}, 'possible'],
])('a text decides a cause by its names: it names %s', (_, failure, proof, wanted) => {
  expect(verdictOf(proof, failure)).toBe(wanted);
});
