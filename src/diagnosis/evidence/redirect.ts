import { DEFAULT_GATEWAY_CALLBACK, DEFAULT_REDIRECT_URIS } from '../../core/blueprint.ts';
import { registeredUris } from '../../core/checks/shared/redirect-uri.ts';
import { APPS, type AppWord } from '../../core/ids.ts';
import { wantedRedirectUris } from '../../core/redirect-uris.ts';
import { clientRow, clientsSending } from '../../mcp-clients/clients.ts';
import { type CauseTest, ourApp, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { applicationOf } from './facets.ts';
import { polledDeviceCode } from './observed.ts';

function otherApp(app: AppWord): AppWord {
  return app === 'client' ? 'server' : 'client';
}

/** The URIs of the guide, where no blueprint says otherwise. */
const DEFAULTS: Readonly<Record<AppWord, readonly string[]>> = {
  client: DEFAULT_REDIRECT_URIS,
  server: [DEFAULT_GATEWAY_CALLBACK],
};

function wantedUris({ blueprint }: Situation['knowledge'], app: AppWord): readonly string[] {
  if (blueprint === null) return DEFAULTS[app];
  return wantedRedirectUris(app, blueprint);
}

const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1)(?=[:/?#]|$)/i;

/** The URI, without its port where it is a loopback one. */
function portless(uri: string): string {
  return LOOPBACK.test(uri) ? uri.replace(/:\d+/, '') : uri;
}

/** Whether a redirect URI is registered or wanted, on `only` this app or on either; the port of a loopback URI is ignored. */
export function isKnownRedirectUri(
  { knowledge }: Situation,
  uri: string,
  only: AppWord | undefined,
): boolean {
  if (knowledge.blueprint === null && knowledge.tenant === null) return true;
  return APPS.filter((app) => only === undefined || app === only).some((app) => {
    const application = applicationOf(knowledge, app);
    const known = [
      ...wantedUris(knowledge, app),
      ...(application === null ? [] : registeredUris(application)),
    ];
    return known.some((one) => portless(one) === portless(uri));
  });
}

/** The request has the URI that it should, which is therefore missing in the registration. */
export const uriIsWanted =
  (app: AppWord): Sign =>
  ({ failure: { redirectUri }, knowledge }) =>
    redirectUri !== null && wantedUris(knowledge, app).includes(redirectUri)
      ? `${redirectUri} is the redirect URI that {${app}} should have.`
      : null;

/** The request has a URI that this setup does not use. */
export const uriIsNotWanted: Sign = ({ failure: { redirectUri }, knowledge }) => {
  const wanted = wantedUris(knowledge, 'client');
  const ours = [...wanted, ...wantedUris(knowledge, 'server')];
  if (redirectUri === null || ours.includes(redirectUri)) return null;
  const byPort = wanted.find((one) => portless(one) === portless(redirectUri));
  return byPort === undefined
    ? `${redirectUri} is not ${(LOOPBACK.test(redirectUri) ? wanted : ours).join(' or ')}.`
    : `${redirectUri} differs from ${byPort} in its port only; Entra is documented to ignore that of localhost alone.`;
};

/** Refutes causes about the platform for a device code sign-in, which has no redirect URI. */
export const noUriWasSent: CauseTest = (situation) =>
  situation.failure.redirectUri === null && polledDeviceCode(situation)
    ? refuted('A device code sign-in sends no redirect URI.')
    : null;

/** Refutes causes about public client flows, which matter only in requests without a redirect URI (facts: troubleshooting.md §2.10). */
export const uriWasSent: CauseTest = ({ failure: { redirectUri } }) =>
  redirectUri === null
    ? null
    : refuted(`The request sent ${redirectUri}, so the platform of that URI decides.`);

/** Whether the app that the message names registers the URI in the message. */
export const uriUnregistered: CauseTest = (situation) => {
  const {
    failure: { redirectUri },
    knowledge,
  } = situation;
  const app = ourApp(situation);
  if (redirectUri === null || app === null) return null;
  const application = applicationOf(knowledge, app);
  if (application === null) return null;
  const registered = registeredUris(application);
  if (registered.includes(redirectUri)) return refuted(`${redirectUri} is registered on {${app}}.`);
  if (wantedUris(knowledge, app).includes(redirectUri))
    return refuted(`${redirectUri} is the one that {${app}} should have.`);
  if (registered.some((one) => portless(one) === portless(redirectUri))) return null;
  const other = applicationOf(knowledge, otherApp(app));
  if (other !== null && registeredUris(other).includes(redirectUri)) return null;
  return proved(
    `{${app}} registers ${registered.join(', ') || 'no redirect URI'}, but the request sent ${redirectUri}.`,
  );
};

/** Whether the URI is registered on the other app instead, so that client id and redirect URI belong to different apps. */
export const uriOnOtherApp: CauseTest = (situation) => {
  const {
    failure: { redirectUri },
    knowledge,
  } = situation;
  const app = ourApp(situation);
  if (redirectUri === null || app === null) return null;
  const [own, other] = [applicationOf(knowledge, app), applicationOf(knowledge, otherApp(app))];
  if (own === null || other === null) return null;
  const misplaced = !registeredUris(own).includes(redirectUri) && registeredUris(other).includes(redirectUri);
  return misplaced
    ? proved(`${redirectUri} is registered on {${otherApp(app)}}, but the request named {${app}}.`)
    : refuted(`${redirectUri} is not a redirect URI of {${otherApp(app)}} alone.`);
};

/** Whether an app has no redirect URI at all. */
export const noUriAtAll: CauseTest = ({ knowledge, named: { app } }) => {
  const asked = APPS.filter((word) => app === 'none' || app === word);
  const known = asked.flatMap((word) => {
    const application = applicationOf(knowledge, word);
    return application === null ? [] : [{ word, uris: registeredUris(application) }];
  });
  const bare = known.find(({ uris }) => uris.length === 0);
  if (bare) return proved(`{${bare.word}} has no redirect URI on any platform.`);
  return known.length === asked.length && asked.length > 0
    ? refuted('Both the app and its redirect URIs are registered.')
    : null;
};

/** Whether the URI is on the single-page application platform, where only browsers may redeem codes. */
export const uriOnSpa: CauseTest = ({ failure: { redirectUri }, knowledge, named: { app } }) => {
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

/** `http://localhost:8000/http://localhost:8000/auth/callback`: a setting for a path has a whole URL. */
export const redirectHoldsUrl: Sign = ({ failure: { redirectUri } }) =>
  redirectUri !== null && /^https?:\/\/[^/]{1,200}\/{1,3}https?:/i.test(redirectUri)
    ? `${redirectUri} holds the base address twice.`
    : null;

/** Such a URI that the app which the message names does not register. */
export const heldUrlIsUnregistered: CauseTest = (situation) => {
  const said = redirectHoldsUrl(situation);
  return said !== null && uriUnregistered(situation)?.verdict === 'proved' ? proved(said) : null;
};

/** The MCP client that sends this URI; null for loopback URIs, which many clients share. */
function clientTitle({ failure: { redirectUri } }: Situation): string | null {
  if (redirectUri === null || /^http:/i.test(redirectUri)) return null;
  const [name] = clientsSending(redirectUri);
  return name === undefined ? null : clientRow(name).title;
}

/** Whether the URI is that of an MCP client and not registered on the app that the message names. */
export const uriOfMcpClient: CauseTest = (situation) => {
  const title = clientTitle(situation);
  const app = ourApp(situation);
  const application = app && applicationOf(situation.knowledge, app);
  if (title === null || !application) return null;
  const { redirectUri } = situation.failure;
  return registeredUris(application).some((one) => one === redirectUri)
    ? refuted(`${redirectUri} is registered on {${app}}.`)
    : proved(`${redirectUri} is the redirect URI of ${title}, and {${app}} does not register it.`);
};

export const uriLooksLikeMcpClient: Sign = (situation) => {
  const title = clientTitle(situation);
  return title === null ? null : `${situation.failure.redirectUri} is the redirect URI of ${title}.`;
};

/** Refutes causes about the gateway where the URI is that of an MCP client. */
export const uriIsNoGateway: CauseTest = (situation) => {
  const title = clientTitle(situation);
  return title === null
    ? null
    : refuted(`${situation.failure.redirectUri} is the redirect URI of ${title}, not of the gateway.`);
};
