import { asUrl } from '../as-url.ts';
import type { Principal } from '../principals.ts';
import { noReplyAddress, redirectUriNotRegistered } from './aadsts-requests.ts';

export type RedirectPlatform = 'web' | 'spa' | 'publicClient';

export interface RedirectMatch {
  readonly uri: string;
  readonly platform: RedirectPlatform;
}

interface Registered {
  readonly uri: string;
  readonly platform: RedirectPlatform;
}

/** Every registered URI with its platform. Of two that differ only in port, the first here wins, whatever its platform. */
function registeredOn({ application, replyUrls }: Principal): readonly Registered[] {
  if (application === null) return replyUrls.map((uri) => ({ uri, platform: 'publicClient' }));
  const of = (platform: RedirectPlatform): readonly Registered[] =>
    application[platform].redirectUris.map((uri) => ({ uri, platform }));
  return [...of('web'), ...of('spa'), ...of('publicClient')];
}

/** The port counts everywhere but on `localhost`; path and case always count (facts: graph.md §2). */
function matches(registered: string, sent: string): boolean {
  if (registered === sent) return true;
  const [one, other] = [asUrl(registered), asUrl(sent)];
  if (one === null || other === null) return false;
  const sameHost = one.hostname === 'localhost' ? other.hostname === 'localhost' : one.host === other.host;
  return (
    sameHost &&
    one.protocol === other.protocol &&
    one.pathname === other.pathname &&
    one.search === other.search
  );
}

/** The registration that a redirect URI matches; its platform decides whether the client counts as public. */
export function matchRedirectUri(client: Principal, sent: string | null): RedirectMatch {
  if (sent === null || sent === '') return onlyRedirectUri(client);
  const found = registeredOn(client).find(({ uri }) => matches(uri, sent));
  if (found === undefined) throw redirectUriNotRegistered(sent, client.appId);
  return { uri: sent, platform: found.platform };
}

function onlyRedirectUri(client: Principal): RedirectMatch {
  const all = registeredOn(client);
  const [first] = all;
  if (first === undefined || all.length > 1) throw noReplyAddress();
  return first;
}
