import { describe, expect, it } from 'vitest';
import { probeAuthorize } from '../../src/identity/token-service.ts';
import { fakeRandom } from '../support/practice.ts';

const REDIRECT = 'http://127.0.0.1:33418/';
const QUESTION = {
  endpoint: { cloud: 'public', tenant: 'contoso.com' },
  clientId: '22222222-2222-4222-8222-222222222222',
  redirectUri: REDIRECT,
  scope: 'api://33333333-3333-4333-8333-333333333333/access',
  resource: 'https://mcp.contoso.com/mcp',
  prompt: null,
} as const;

const back = (query: string, to = REDIRECT) =>
  new Response(null, { status: 302, headers: { location: `${to}${query}` } });
const page = (html: string, status = 200) =>
  new Response(html, { status, headers: { 'content-type': 'text/html' } });

async function asked(answer: Response | Error, question: Partial<typeof QUESTION> = {}) {
  const sent: Request[] = [];
  const transport = async (request: Request) => {
    sent.push(request);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const result = await probeAuthorize({ ...QUESTION, ...question }, { transport, random: fakeRandom() });
  return { result, url: new URL(sent[0]?.url ?? '') };
}

describe('the request', () => {
  it('is the client’s own, with a proof that nobody can use', async () => {
    const { url } = await asked(back('?error=login_required'));
    expect(url.origin + url.pathname).toBe(
      'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize',
    );
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: QUESTION.clientId,
      redirect_uri: REDIRECT,
      scope: QUESTION.scope,
      resource: QUESTION.resource,
      code_challenge_method: 'S256',
    });
    expect(url.searchParams.has('prompt')).toBe(false);
  });

  it('leaves resource out where the client does', async () => {
    const { url } = await asked(back('?error=login_required'), { resource: null as never });
    expect(url.searchParams.has('resource')).toBe(false);
  });
});

describe('the sign-in would start', () => {
  it.each([
    [
      'the sign-in page',
      page('<title>Sign in to your account</title><meta name="PageID" content="ConvergedSignIn" />'),
    ],
    ['nobody is signed in', back('?error=login_required&error_description=AADSTS50058%3A+A+silent+sign-in')],
    ['nobody is signed in, in the fragment', back('#error=login_required')],
    ['a code', back('?code=0.AX')],
  ])('where the answer is %s', async (_what, answer) => {
    expect((await asked(answer)).result).toEqual({ kind: 'starts' });
  });
});

describe('the sign-in is refused', () => {
  it.each([
    [
      '9010010',
      back(
        '?error=invalid_target&error_description=AADSTS9010010%3A+The+resource+parameter+provided.+Trace+ID%3A+x',
      ),
    ],
    ['650053', back('?error=invalid_client&error_description=AADSTS650053%3A+asked+for+scope')],
    [
      '50011',
      page(
        '<meta name="PageID" content="ConvergedError"><p>Message: AADSTS50011: The redirect URI &#39;x&#39;</p>',
      ),
    ],
    ['700016', page('{"error":"unauthorized_client","error_description":"AADSTS700016: not found"}', 400)],
    [
      '90002',
      page('<meta name="PageID" content="ConvergedSignIn"><script>$Config={"sErrorCode":"90002"}</script>'),
    ],
  ])('with AADSTS%s', async (code, answer) => {
    expect((await asked(answer)).result).toMatchObject({ kind: 'refused', error: { code } });
  });
});

describe('an answer that is not understood', () => {
  it.each([
    ['another page', page('<h1>Welcome to the hotel network</h1>')],
    ['another page that is called like it', page('<title>Sign in to your account</title>')],
    [
      'the sign-in page with a status of failure',
      page('<meta name="PageID" content="ConvergedSignIn">', 403),
    ],
    ['a redirect elsewhere', back('', 'https://evil.example/?code=1')],
    ['a redirect to another path', back('other?code=1')],
    ['a redirect without a word', back('')],
    ['a redirect to nowhere', new Response(null, { status: 302, headers: { location: 'nonsense' } })],
    ['a fault of the service', page('AADSTS90033', 503)],
    ['too many requests', page('', 429)],
    ['nothing', page('')],
    ['no answer', new TypeError('fetch failed')],
  ])('is never a start: %s', async (_what, answer) => {
    expect((await asked(answer)).result.kind).toBe('unclear');
  });
});
