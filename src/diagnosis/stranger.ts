import { isOidcScope } from '../core/endpoint.ts';
import type { Cause } from './catalogue/entry.ts';
import { applicationOf } from './evidence/facets.ts';
import { isKnownRedirectUri } from './evidence/redirect.ts';
import { malformedScope } from './evidence/scope.ts';
import { isForServer } from './evidence/token.ts';
import type { Situation } from './situation.ts';

/**
 * What the message names that is not part of this setup, as a sentence; null where nothing is. A finding in this setup does not
 * prove the cause of such a message.
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

/** Longest text that is only the heading of the page, without a name. */
const LONGEST_HEADING = 60;

/** A consent page names its app in every language, so one without the name of ours is about another. */
function strangePage({ failure, knowledge }: Situation): string | null {
  const { entry, excerpt } = failure;
  if (entry !== 'symptom:need-admin-approval' || excerpt.trim().length <= LONGEST_HEADING) return null;
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

/** A scope that is not ours, in a message that names neither app nor server. Otherwise the tests of causes compare scopes. */
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
