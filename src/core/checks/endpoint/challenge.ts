import { type AddressAnswer, isBusy } from '../../endpoint.ts';
import { busyWords, defineEndpointCheck, notAnswered, sendHeader } from './shared.ts';

/** MCP authorization, RFC 9728 part 5.1: the 401 is what makes a client sign in at all. */
export const challenge = defineEndpointCheck({
  id: 'endpoint.challenge',
  title: 'A request without a token is answered with 401 and a Bearer challenge',
  severity: 'error',
  link: 'discovery',
  why: 'Only a 401 with WWW-Authenticate: Bearer makes an MCP client sign in; any other answer ends in an error, or in access without a sign-in.',
  explains: [],
  reads: ['endpoint'],
  expected: () => '401, WWW-Authenticate: Bearer',
  find: (_blueprint, { endpoint: { withoutToken, wanted } }) => {
    if (withoutToken.state !== 'answered') return notAnswered(withoutToken);
    const answer = withoutToken.value;
    if (isBusy(answer.status)) return { unknown: busyWords(answer.status) };
    return answer.status === 401 && answer.challenge !== null ? [] : [{ answer, wanted }];
  },
  actual: ([evidence]) =>
    `${evidence.answer.status}, WWW-Authenticate: ${evidence.answer.wwwAuthenticate ?? 'none'}`,
  explain: ({ answer }) => inWords(answer),
  remedy: ({ wanted }) => sendHeader(wanted),
});

function inWords({ status, wwwAuthenticate, location }: AddressAnswer): string {
  if (location !== null)
    return `The address redirects to ${location} (HTTP ${status}); clients do not follow there.`;
  if (status === 401 && wwwAuthenticate === null)
    return 'The address answers 401 without a WWW-Authenticate header.';
  if (status === 401)
    return `The address answers 401, but with WWW-Authenticate: ${wwwAuthenticate}, which is no Bearer challenge.`;
  if (status < 300)
    return `The address answers HTTP ${status} to a request without a token: whoever knows it uses the server.`;
  return `The address answers HTTP ${status} to a request without a token, so that no client learns where to sign in.`;
}
