import { describe, expect, test } from 'vitest';
import { asId } from '../../src/core/ids.ts';
import {
  type Failure,
  findToken,
  type Knowledge,
  NOTHING_KNOWN,
  tokenFacts,
} from '../../src/diagnosis/index.ts';
import { NO_FAILURE } from '../../src/diagnosis/no-failure.ts';
import { situationOf } from '../../src/diagnosis/situation-of.ts';
import { expectedOf } from '../../src/diagnosis/token/expected.ts';
import { judgeToken } from '../../src/diagnosis/token/judge-token.ts';
import { tokenCauses } from '../../src/diagnosis/token/token-causes.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { guid, IDS } from '../support/registrations.ts';
import { changed, healthyTenant, NOW } from '../support/tenants.ts';
import { knowing } from './known.ts';
import { RIGHT, SECONDS } from './right-token.ts';

const TENANT = IDS.tenant;
const situation = (knowledge: Knowledge, failure: Partial<Failure> = {}) =>
  situationOf({ ...NO_FAILURE, ...failure }, knowledge);

describe('a token in a paste', () => {
  test.each([
    ['alone', 'aa.bb.cc'],
    ['behind its scheme', 'Authorization: Bearer aa.bb.cc'],
    ['behind a line end', 'bearer\n  aa.bb.cc\n'],
    ['in quotes', `'aa.bb.cc' "`],
    ['over lines', 'aa.b\n  b.c\r\nc'],
    ['behind other words', 'token: aa.bb.cc, host: gw'],
  ])('is found %s', (_, text) => {
    expect(findToken(text)).toEqual({ format: 'signed', compact: 'aa.bb.cc' });
  });

  test('is found behind a host of three parts, as the reply of a token endpoint has it', () => {
    const compact = 'eyJ0eXAiOiJKV1QifQ.eyJhIjoxfQ.c2ln';
    const reply = {
      token_type: 'Bearer',
      scope: 'https://graph.microsoft.com/Files.Read',
      access_token: compact,
    };
    expect(findToken(JSON.stringify(reply))).toEqual({ format: 'signed', compact });
  });

  test.each([
    ['encrypted', 'aa.bb.cc.dd.ee'],
    ['opaque', 'aa.bb'],
    ['opaque', ''],
    ['opaque', `${' '.repeat(100_000)}aa.bb.cc`],
  ])('is %s where it has no three parts', (format, text) => {
    expect(findToken(text)).toEqual({ format });
  });
});

describe('the kind of a token', () => {
  const made = { iss: RIGHT.iss };
  const caller = { ...made, azp: 'c' };

  test.each<readonly [string, object, string]>([
    ['names a scope', { ...caller, scp: 'access', roles: ['x'] }, 'access'],
    ['says that it is an app', { ...made, idtyp: 'app' }, 'app-only'],
    ['has a caller and roles', { ...caller, roles: ['x'] }, 'app-only'],
    ['has the caller of v1 and roles', { ...made, appid: 'c', roles: ['x'] }, 'app-only'],
    ['has roles and no caller', { ...made, roles: ['x'] }, 'id'],
    ['has the caller itself as subject', { ...caller, oid: 'o', sub: 'o' }, 'app-only'],
    ['has somebody else as subject', { ...caller, oid: 'o', sub: 's' }, 'unknown'],
    ['has a caller and nothing else', caller, 'unknown'],
    ['has a caller and a nonce', { ...caller, nonce: 'n' }, 'id'],
    ['has no caller', { ...made, oid: 'o', sub: 'o' }, 'id'],
  ])('that %s is known', (_, claims, kind) => {
    expect(tokenFacts(claims as Record<string, unknown>).kind).toBe(kind);
  });

  test.each<readonly [string, object, boolean]>([
    ['has the issuer of Entra', { iss: RIGHT.iss }, false],
    ['has the issuer of v1', { iss: `https://sts.windows.net/${TENANT}/` }, false],
    ['has the issuer of an external tenant', { iss: 'https://contoso.ciamlogin.com/x/v2.0' }, false],
    ['names its tenant', { iss: 'https://gw', tid: TENANT }, false],
    ['names its version', { iss: 'https://gw', ver: '2.0' }, false],
    ['has another issuer alone', { iss: 'https://gw' }, true],
    ['has an issuer that only begins like Entra', { iss: 'https://login.microsoftonline.com.evil/' }, true],
    ['has a list in place of an issuer', { iss: [RIGHT.iss] }, true],
    ['says nothing', {}, true],
  ])('that %s is one of Entra or not', (_, claims, isForeign) => {
    expect(tokenFacts(claims as Record<string, unknown>).kind === 'foreign').toBe(isForeign);
  });
});

describe('a claim', () => {
  test('of another type than its own counts as left out', () => {
    const odd = {
      iss: 7,
      tid: '',
      azp: null,
      scp: ['access'],
      aud: [7, 'a', null],
      exp: `${SECONDS}`,
      nbf: null,
    };
    expect(tokenFacts(odd)).toMatchObject({
      issuer: null,
      tenantId: null,
      clientAppId: null,
      scopes: [],
      audience: ['a'],
      expiresAt: null,
      notBefore: null,
    });
  });

  test('of time is kept as far as a calendar goes', () => {
    const { issuedAt, notBefore, expiresAt } = tokenFacts({ iat: -8.64e12, nbf: 8.64e12, exp: 8.65e12 });
    expect([issuedAt, notBefore, expiresAt]).toEqual([-8.64e12, 8.64e12, null]);
  });

  test('of scopes is split at blanks', () => {
    expect(tokenFacts({ scp: ' a  b ' }).scopes).toEqual(['a', 'b']);
  });
});

describe('what a token must say', () => {
  const EDITOR = guid('e');
  const withEditor = changed(healthyTenant(), 'server', {
    preAuthorizedClients: [{ appId: asId(EDITOR), scopeIds: [] }],
  });
  const of = (knowledge: Knowledge) => expectedOf(situation(knowledge));
  const blueprintOf = (tenant: string) =>
    of({ ...NOTHING_KNOWN, blueprint: { ...BLUEPRINT, tenant } }).tenantId;

  test('is what the setup has', () => {
    expect(of(knowing(withEditor))).toEqual({
      tenantId: TENANT,
      cloud: 'public',
      serverAppId: IDS.server.appId,
      identifierUris: [`api://${IDS.server.appId}`],
      scope: 'access',
      clientAppIds: [IDS.client.appId, EDITOR],
    });
  });

  test('is open where nothing is known', () => {
    expect(of(NOTHING_KNOWN)).toEqual({
      tenantId: null,
      cloud: null,
      serverAppId: null,
      identifierUris: [],
      scope: null,
      clientAppIds: [],
    });
  });

  test('names no client but ours where the tenant was not read, and none where ours is unknown', () => {
    const ours = { ...NOTHING_KNOWN, clientAppId: IDS.client.appId };
    const masked = knowing(withEditor, BLUEPRINT, { isMasked: true });
    expect([of(ours), of(masked)].map(({ clientAppIds }) => clientAppIds)).toEqual([[IDS.client.appId], []]);
  });

  test('is the tenant of the blueprint only where that is an id', () => {
    expect([blueprintOf(TENANT), blueprintOf('contoso.com'), blueprintOf(`${TENANT}.com`)]).toEqual([
      TENANT,
      null,
      null,
    ]);
  });
});

describe('the causes of a token', () => {
  test('are decided by a token alone', () => {
    const known = knowing();
    const decided = tokenCauses(NOW).filter(({ evidence }) => evidence?.(situation(known)) != null);
    expect(decided).toEqual([]);
  });

  test('lead to the page where each is mended', () => {
    const portalUrl = (app: string, page: string): string => `${app} ${page}`;
    const { causes } = judgeToken(tokenFacts(RIGHT), { ...NOTHING_KNOWN, portalUrl }, NOW);
    const pages = causes.flatMap(({ id, fix }) => (fix.portalUrl === null ? [] : [[id, fix.portalUrl]]));
    expect(Object.fromEntries(pages)).toEqual({
      'token-for-graph': 'server ExposeAnApi',
      'token-for-another-api': 'server ExposeAnApi',
      'audience-respelled': 'server ExposeAnApi',
      'v1-token': 'server Overview',
      'scope-missing': 'server ExposeAnApi',
      'other-client': 'client Overview',
    });
  });

  test('name every claim that is left out', () => {
    const { aud: _, exp: __, ...less } = RIGHT;
    const { causes } = judgeToken(tokenFacts(less), knowing(), NOW);
    const left = causes.find(({ id }) => id === 'claim-left-out');
    expect(left?.verdict).toBe('proved');
    expect(left?.because).toBe('aud: It names nobody the token is for. exp: It does not say when it ends.');
  });

  test('name all that the audience and the client could be', () => {
    const known = { ...NOTHING_KNOWN, ...knowing(), clientAppId: IDS.client.appId };
    const odd = tokenFacts({ ...RIGHT, aud: 'x', azp: 'y' });
    const says = judgeToken(odd, known, NOW).claims?.map((one) => one.says) ?? [];
    expect(says).toContain(`It is not ${IDS.server.appId} or api://${IDS.server.appId}.`);
  });
});
