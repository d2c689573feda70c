import { isGuid } from '../../core/ids.ts';
import { issuersOf } from '../authority.ts';
import { type CauseTest, proved, refuted, type Sign, type Situation } from '../situation.ts';
import type { TokenFacts } from '../token/token-facts.ts';
import { identifierUrisOf, readFacet, same } from './facets.ts';
import { says } from './says.ts';

/** A token of Entra. One that another server made shows nothing of this chain. */
function readable({ knowledge }: Situation): TokenFacts | null {
  const { token } = knowledge;
  return token?.format === 'jwt' && token.kind !== 'foreign' ? token : null;
}

export function isForServer({ knowledge, serverAppId }: Situation, audience: string): boolean {
  return (
    same(audience, serverAppId) || identifierUrisOf(knowledge, serverAppId).some((uri) => same(uri, audience))
  );
}

/** Where there is no token to look at, the audience in the message can still rule others out. */
const audienceIsServer: CauseTest = (situation) => {
  const { audience } = situation.failure;
  return audience !== null && isForServer(situation, audience)
    ? refuted(`The audience in the message, ${audience}, is {server}'s own.`)
    : null;
};

/** The pasted token was issued for Microsoft Graph, so nobody else can validate or exchange it. */
export const tokenIsForGraph: CauseTest = (situation) => {
  const token = readable(situation);
  if (token === null) return audienceIsServer(situation);
  return token.forGraph
    ? proved('The token read is for Microsoft Graph.')
    : refuted('The token read is not for Microsoft Graph.');
};

/** The audience in the message, where there is no token to look at. */
export const audienceIsGraph: Sign = ({ failure: { audience } }) =>
  audience !== null &&
  /^(?:00000003-0000-0000-c000|https:\/\/(?:graph\.microsoft|dod-graph|microsoftgraph))/i.test(audience)
    ? `The audience in the message, ${audience}, is Microsoft Graph.`
    : null;

export const tokenIsForAnother: CauseTest = (situation) => {
  const token = readable(situation);
  if (token === null) return audienceIsServer(situation);
  if (token.forGraph || situation.serverAppId === null) return null;
  const audience = token.audience.join(', ');
  return token.audience.some((one) => isForServer(situation, one))
    ? refuted(`The token read is for {server} (${audience}).`)
    : proved(`The token read is for ${audience || 'nobody'}, not for {server}.`);
};

/** An audience that is neither this server nor Microsoft Graph; offline nobody can tell. */
export const audienceIsAnotherApi: Sign = (situation) => {
  const { audience } = situation.failure;
  const isOther =
    audience !== null &&
    situation.serverAppId !== null &&
    !isForServer(situation, audience) &&
    !same(audience, situation.clientAppId) &&
    audienceIsGraph(situation) === null &&
    wantsOtherForm(situation) === null;
  return isOther ? `The token in the message is for ${audience}.` : null;
};

/** Where issuers of Entra are at home, in every cloud and version. */
const ENTRA_ISSUER =
  /^https:\/\/(?:sts\.|login\.microsoftonline\.|login\.partner\.microsoftonline\.|[\w-]+\.ciamlogin\.com)/i;

/** Another server made the token that the message is about. */
export const issuerIsNotEntra: Sign = ({ failure: { issuer } }) =>
  issuer !== null && !ENTRA_ISSUER.test(issuer) ? `${issuer} is no issuer of Entra.` : null;

/** An id as audience, and not that of the app that asks: the token is for whoever signed in, or for Graph. */
export const audienceIsAnotherApp: Sign = ({ failure: { audience, appIds } }) =>
  audience !== null && isGuid(audience) && audienceIsNot(audience, appIds)
    ? `The token in the message is for the app ${audience}, not for the one that asks.`
    : null;

function audienceIsNot(audience: string, appIds: readonly string[]): boolean {
  return !appIds.some((id) => same(id, audience)) && !/^00000003-0000-0000-c000/i.test(audience);
}

/** The message names the client's own id as audience: an ID token, or a scope of the client itself. */
export const audienceIsClient: CauseTest = ({ failure: { audience }, clientAppId }) => {
  if (audience === null || clientAppId === null) return null;
  return same(audience, clientAppId)
    ? proved(`The token was issued for {client} itself (${audience}).`)
    : refuted(`The token was issued for ${audience}, not for {client}.`);
};

/** What a validator of v2 tokens says that knows the other form of the same id alone. */
export const wantsOtherForm: Sign = ({ failure: { audience, excerpt } }) =>
  audience !== null && isGuid(audience) && excerpt.toLowerCase().includes(`api://${audience.toLowerCase()}`)
    ? `The audience of the token, ${audience}, is the id of the URI that is wanted: one API, two forms.`
    : null;

export const audienceIsUriOfId: Sign = ({ failure: { audience, excerpt } }) => {
  const id = /^api:\/\/([0-9a-f-]{36})$/i.exec(audience ?? '')?.[1];
  const wanted = id !== undefined && new RegExp(`(?<!api://)${id}`, 'i').test(excerpt);
  return wanted ? `The token carries ${audience}, as v1 tokens do; the bare id is wanted.` : null;
};

export const sharedIssuerIsWanted: Sign = says(
  /login\.microsoftonline\.(?:com|us)\/(?:common|organizations)\b/i,
  'The text names the address for all tenants, which issues no token.',
);

export const speaksOfTenant: Sign = ({ failure: { excerpt } }) =>
  /\btid\b|\btenant(?: ?id)?\b[^\n]{0,60}\b(?:mismatch|does not match|not allowed|not in allowed|unexpected|wrong)\b/i.test(
    excerpt,
  )
    ? 'The text is about the tenant of the token.'
    : null;

const V1_ISSUER = /^https:\/\/sts\./i;

export const issuerIsVersionOne: Sign = ({ failure: { issuer } }) =>
  issuer !== null && V1_ISSUER.test(issuer)
    ? `The issuer in the message, ${issuer}, is that of a v1 token.`
    : null;

/** The issuer of a v2 token, or of another tenant. */
const issuerElsewhere: CauseTest = ({ failure: { issuer }, knowledge }) => {
  if (issuer === null) return null;
  const { blueprint } = knowledge;
  const tenantId = readFacet(knowledge, 'organization')?.tenantId ?? null;
  const ours = tenantId === null ? null : issuersOf({ tenantId, version: 1 }, blueprint?.cloud ?? null);
  return (ours?.some((one) => one.startsWith(issuer)) ?? V1_ISSUER.test(issuer))
    ? null
    : refuted(`The issuer in the message, ${issuer}, is not that of a v1 token of this tenant.`);
};

/** An audience that is no spelling of the server's own rules out everything that is about spelling. */
export const audienceElsewhere: CauseTest = (situation) => {
  const { audience } = situation.failure;
  const isOffline = situation.serverAppId === null && audienceIsGraph(situation) === null;
  if (audience === null || (isOffline && !isGuid(audience))) return null;
  if (isOffline)
    return refuted(`The audience in the message, ${audience}, is an id, which has one spelling.`);
  return isForServer(situation, audience)
    ? null
    : refuted(`The audience in the message, ${audience}, is no spelling of {server}'s own.`);
};

/** The server presented itself with the client's id. */
export const serverUsesClientId: CauseTest = ({ named }) =>
  named.app === 'client'
    ? proved(
        'The app that asked for the exchange is {client}: the server runs with the id of the client app.',
      )
    : named.app === 'server'
      ? refuted('The app that asked for the exchange is {server}.')
      : null;

export const tokenIsIdToken: CauseTest = (situation) => ofKind(situation, 'id', 'an ID token');

export const tokenIsAppOnly: CauseTest = (situation) =>
  ofKind(situation, 'app-only', 'the token of an app without a user');

function ofKind(situation: Situation, kind: TokenFacts['kind'], words: string): ReturnType<CauseTest> {
  const token = readable(situation);
  if (token === null) return null;
  return token.kind === kind
    ? proved(`The token read is ${words}.`)
    : refuted(`The token read is not ${words}.`);
}

/** Expired when the failure happened. Without a time in the message there is nothing to compare with. */
export const tokenWasExpired: CauseTest = (situation) => {
  const token = readable(situation);
  const { timestamp } = situation.failure;
  if (token?.expiresAt == null || timestamp === null) return null;
  const end = new Date(token.expiresAt * 1000).toISOString().slice(0, 19);
  return token.expiresAt * 1000 <= Date.parse(timestamp)
    ? proved(`The token read ended at ${end}Z, before this failure.`)
    : refuted(`The token read was valid until ${end}Z.`);
};

/** The message or the token read decides; else the setting of the server does. */
export const tokenIsVersionOne: CauseTest = (situation) => {
  const told = audienceElsewhere(situation) ?? issuerElsewhere(situation);
  if (told !== null) return told;
  return readable(situation)?.version === 1 ? proved('The token read is a v1 token.') : null;
};
