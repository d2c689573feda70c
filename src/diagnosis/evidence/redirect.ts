import type { AppWord } from '../../core/ids.ts';
import type { Application } from '../../core/tenant.ts';
import { type Evidence, proved, refuted } from '../situation.ts';
import { applicationOf } from './facets.ts';

const APPS: readonly AppWord[] = ['client', 'server'];

function urisOf({ redirectUris }: Application): readonly string[] {
  return [...redirectUris.publicClient, ...redirectUris.web, ...redirectUris.spa];
}

function otherApp(app: AppWord): AppWord {
  return app === 'client' ? 'server' : 'client';
}

/** The app the message names lacks the URI in the message. */
export const uriUnregistered: Evidence = ({ failure: { redirectUri }, knowledge, named: { app } }) => {
  if (redirectUri === null || (app !== 'client' && app !== 'server')) return null;
  const application = applicationOf(knowledge, app);
  if (application === null) return null;
  const registered = urisOf(application);
  if (registered.includes(redirectUri)) return refuted(`${redirectUri} is registered on {${app}}.`);
  const other = applicationOf(knowledge, otherApp(app));
  if (other !== null && urisOf(other).includes(redirectUri)) return null;
  return proved(
    `{${app}} registers ${registered.join(', ') || 'no redirect URI'}, but the request sent ${redirectUri}.`,
  );
};

/** The other app has the URI: client id and redirect URI of the request belong to different apps. */
export const uriOnOtherApp: Evidence = ({ failure: { redirectUri }, knowledge, named: { app } }) => {
  if (redirectUri === null || (app !== 'client' && app !== 'server')) return null;
  const [own, other] = [applicationOf(knowledge, app), applicationOf(knowledge, otherApp(app))];
  if (own === null || other === null) return null;
  const misplaced = !urisOf(own).includes(redirectUri) && urisOf(other).includes(redirectUri);
  return misplaced
    ? proved(`${redirectUri} is registered on {${otherApp(app)}}, but the request named {${app}}.`)
    : refuted(`${redirectUri} is not a redirect URI of {${otherApp(app)}} alone.`);
};

/** An app without a single redirect URI. */
export const noUriAtAll: Evidence = ({ knowledge, named: { app } }) => {
  const asked = APPS.filter((word) => app === 'none' || app === word);
  const known = asked.flatMap((word) => {
    const application = applicationOf(knowledge, word);
    return application === null ? [] : [{ word, uris: urisOf(application) }];
  });
  const bare = known.find(({ uris }) => uris.length === 0);
  if (bare) return proved(`{${bare.word}} has no redirect URI on any platform.`);
  return known.length === asked.length && asked.length > 0
    ? refuted('Both the app and its redirect URIs are registered.')
    : null;
};

/** A URI on the single-page platform, where only browsers may redeem its codes. */
export const uriOnSpa: Evidence = ({ failure: { redirectUri }, knowledge, named: { app } }) => {
  const spas = APPS.filter((word) => app === 'none' || app === word).map((word) => ({
    word,
    uris: applicationOf(knowledge, word)?.redirectUris.spa,
  }));
  const found = spas.find(({ uris }) =>
    redirectUri === null ? (uris ?? []).length > 0 : uris?.includes(redirectUri),
  );
  if (found?.uris)
    return proved(`${found.uris.join(', ')} of {${found.word}} is on the single-page application platform.`);
  const allRead = spas.length > 0 && spas.every(({ uris }) => uris !== undefined);
  return allRead ? refuted('Neither app has that URI on the single-page application platform.') : null;
};
