import { isMicrosoftGraph } from '../../core/cloud.ts';
import { isGuid } from '../../core/ids.ts';
import { issuersOf } from '../authority.ts';
import { type CauseTest, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { isEntraIssuer, type TokenFacts } from '../token/token-facts.ts';
import { identifierUrisOf, readFacet, same } from './facets.ts';
import { says } from './says.ts';

/** The token that was read, where it is one of Entra: others show nothing of this chain. */
function entraToken({ knowledge }: Situation): TokenFacts | null {
  const { token } = knowledge;
  return token?.format === 'jwt' && token.kind !== 'foreign' ? token : null;
}

export function isForServer({ knowledge, serverAppId }: Situation, audience: string): boolean {
  return (
    same(audience, serverAppId) || identifierUrisOf(knowledge, serverAppId).some((uri) => same(uri, audience))
  );
}

/** Without a token, the audience in the message can still refute causes. */
const audienceIsServer: CauseTest = (situation) => {
  const { audience } = situation.failure;
  return audience !== null && isForServer(situation, audience)
    ? refuted(`The audience in the message, ${audience}, is {server}'s own.`)
    : null;
};

/** Whether the token was issued for Microsoft Graph, so that nobody else can validate or exchange it. */
export const tokenIsForGraph: CauseTest = (situation) => {
  const token = entraToken(situation);
  if (token === null) return audienceIsServer(situation);
  return token.forGraph
    ? proved('The token read is for Microsoft Graph.')
    : refuted('The token read is not for Microsoft Graph.');
};

/** The same by the audience in the message. */
export const audienceIsGraph: Sign = ({ failure: { audience } }) =>
  audience !== null && isMicrosoftGraph(audience)
    ? `The audience in the message, ${audience}, is Microsoft Graph.`
    : null;

export const tokenIsForAnother: CauseTest = (situation) => {
  const token = entraToken(situation);
  if (token === null) return audienceIsServer(situation);
  if (token.forGraph || situation.serverAppId === null) return null;
  const audience = token.audience.join(', ');
  return token.audience.some((one) => isForServer(situation, one))
    ? refuted(`The token read is for {server} (${audience}).`)
    : proved(`The token read is for ${audience || 'nobody'}, not for {server}.`);
};

/** The audience in the message is neither this server nor Microsoft Graph; null where the id of this server is unknown. */
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

/** The issuer named in the message is not Entra: another server made the token. */
export const issuerIsNotEntra: Sign = ({ failure: { issuer } }) =>
  issuer !== null && !isEntraIssuer(issuer) ? `${issuer} is no issuer of Entra.` : null;

/** The audience in the message is the id of an app that is neither named in it nor Graph. */
export const audienceIsAnotherApp: Sign = ({ failure: { audience, appIds } }) =>
  audience !== null && isGuid(audience) && audienceIsNot(audience, appIds)
    ? `The token in the message is for the app ${audience}, not for the one that asks.`
    : null;

function audienceIsNot(audience: string, appIds: readonly string[]): boolean {
  return !appIds.some((id) => same(id, audience)) && !isMicrosoftGraph(audience);
}

/** The message names the client's own id as audience: an ID token, or a scope of the client itself. */
export const audienceIsClient: CauseTest = ({ failure: { audience }, clientAppId }) => {
  if (audience === null || clientAppId === null) return null;
  return same(audience, clientAppId)
    ? proved(`The token was issued for {client} itself (${audience}).`)
    : refuted(`The token was issued for ${audience}, not for {client}.`);
};

/** The message wants api://<id> and the token has the bare id of the same app. */
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
  /\b(?:tid\b[^\n,]{0,60}|tenant(?: ?id)?\b[^\n]{0,60})\b(?:mismatch|does not match|not the expected|not allowed|not in allowed|unexpected|wrong)\b/i.test(
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

/** Refutes causes about the form of the audience where it is not the server's at all. */
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

/** Whether the server uses the client's app id for the exchange. */
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
  const token = entraToken(situation);
  if (token === null) return null;
  return token.kind === kind
    ? proved(`The token read is ${words}.`)
    : refuted(`The token read is not ${words}.`);
}

/** Whether the token had expired when the failure happened; null without a time in the message. */
export const tokenWasExpired: CauseTest = (situation) => {
  const token = entraToken(situation);
  const { timestamp } = situation.failure;
  if (token?.expiresAt == null || timestamp === null) return null;
  const end = new Date(token.expiresAt * 1000).toISOString().slice(0, 19);
  return token.expiresAt * 1000 <= Date.parse(timestamp)
    ? proved(`The token read ended at ${end}Z, before this failure.`)
    : refuted(`The token read was valid until ${end}Z.`);
};

/** Decided by the message or the token; null otherwise, so that the check decides. */
export const tokenIsVersionOne: CauseTest = (situation) => {
  const told = audienceElsewhere(situation) ?? issuerElsewhere(situation);
  if (told !== null) return told;
  return entraToken(situation)?.version === 1 ? proved('The token read is a v1 token.') : null;
};
