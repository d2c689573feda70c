import { isOidcScope } from '../core/endpoint.ts';
import type { Cause } from './catalogue/entry.ts';
import { applicationOf } from './evidence/facets.ts';
import { isKnownRedirectUri } from './evidence/redirect.ts';
import { malformedScope } from './evidence/scope.ts';
import { isForServer } from './evidence/token.ts';
import type { Situation } from './situation.ts';

/**
 * What the text names that is visibly not of this setup, in a sentence. Whatever is broken here, such a text proves
 * nothing about it.
 */
export function strangerFor(cause: Cause, situation: Situation): string | null {
  return (
    strangeApp(situation) ??
    strangePage(situation) ??
    strangeAudience(situation) ??
    strangeRedirectUri(cause, situation) ??
    malformedScope(situation) ??
    strangeScope(cause, situation)
  );
}

function strangeApp({ named, failure: { appName } }: Situation): string | null {
  if (named.app !== 'other') return null;
  return `The message is about ${appName ?? 'an app'}, which is not part of this setup.`;
}

/** Shorter ones are the heading alone, which names nobody. */
const HEADING = 60;

/** The page of a missing consent names the app in every language; where ours is not named, it is about another. */
function strangePage({ failure, knowledge }: Situation): string | null {
  const { entry, excerpt } = failure;
  if (entry !== 'symptom:need-admin-approval' || excerpt.trim().length <= HEADING) return null;
  const text = excerpt.replaceAll('\n', ' ').toLowerCase();
  const { blueprint } = knowledge;
  const names = [
    blueprint?.clientApp.displayName,
    blueprint?.serverApi.displayName,
    applicationOf(knowledge, 'client')?.displayName,
    applicationOf(knowledge, 'server')?.displayName,
  ].flatMap((name) => name?.toLowerCase() ?? []);
  return names.some((name) => text.includes(name)) ? null : 'The page names no app of this setup.';
}

function strangeAudience(situation: Situation): string | null {
  const { audience } = situation.failure;
  if (audience === null || situation.serverAppId === null) return null;
  const isOurs = isForServer(situation, audience) || audience === situation.clientAppId;
  return isOurs ? null : `The audience in the message, ${audience}, is not part of this setup.`;
}

function strangeRedirectUri({ app }: Cause, situation: Situation): string | null {
  const { redirectUri } = situation.failure;
  return redirectUri === null || isKnownRedirectUri(situation, redirectUri, app)
    ? null
    : `The redirect URI in the message, ${redirectUri}, is not part of this setup.`;
}

/** Where the app or the API is ours, evidence compares the scopes; here nothing else says whose they are. */
function strangeScope({ resource }: Cause, { failure, named, knowledge }: Situation): string | null {
  const { blueprint } = knowledge;
  const names = failure.scopes.map((scope) => scope.slice(scope.lastIndexOf('/') + 1));
  if (blueprint === null || names.length === 0 || named.app !== 'none' || named.resource === 'server')
    return null;
  const known = [
    '.default',
    blueprint.serverApi.scope.value,
    ...(applicationOf(knowledge, 'server')?.scopes ?? []).map(({ value }) => value),
    ...(resource === 'server' ? [] : blueprint.graphPermissions),
  ].map((name) => name.toLowerCase());
  const strange = names.find(
    (name) => !isOidcScope(name.toLowerCase()) && !known.includes(name.toLowerCase()),
  );
  return strange === undefined
    ? null
    : `The scope in the message, ${strange}, is not ${resource === 'server' ? 'one of {server}' : 'part of this setup'}.`;
}
