import { type CauseTest, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { readFacet } from './facets.ts';
import { textHas } from './says.ts';

/** Words of a sign-in by browser, and of the exchange or refresh of a token. */
const BY_BROWSER = /browser|having trouble signing you in|request id|\/authorize|redirect_uri|[?&#]error=/i;
const BY_TOKEN = /on[-_ ]?behalf[-_ ]?of|\bobo\b|jwt-bearer|assertion|authorization_code|refresh/i;

export const signedInByBrowser: CauseTest = ({ knowledge: { walked } }) =>
  walked?.hop === 'client-signin' && walked.userAuth === 'browser'
    ? refuted('The sign-in that failed was by browser.')
    : null;

/** The text comes from a page in a browser or from a redirect. */
export const usedBrowser: Sign = (situation) =>
  situation.failure.by === 'page' || textHas(situation, BY_BROWSER)
    ? 'The text comes from a sign-in by browser.'
    : null;

/** The text comes from an on-behalf-of exchange or another use of a token. */
export const isExchange: Sign = (situation) =>
  situation.knowledge.walked?.hop === 'obo' ||
  situation.failure.claims !== null ||
  textHas(situation, BY_TOKEN)
    ? 'The text comes from an exchange of tokens.'
    : null;

/** Whether the failure can be that of a device code: a reply of the token endpoint that does not name the server. */
function mayBeDeviceCode(situation: Situation): boolean {
  const { failure, named } = situation;
  if (named.app !== 'client' && named.app !== 'none') return false;
  if (isExchange(situation) !== null || usedBrowser(situation) !== null) return false;
  return usedDeviceCode(situation) !== null || failure.oauthError !== null;
}

/** Proved where the operator's own device code was blocked and this failure can be that of a device code. */
export const deviceCodeBlocked: CauseTest = (situation) => {
  const seen = situation.knowledge.observations.find((one) => one.kind === 'device-code-blocked');
  const byBrowser = signedInByBrowser(situation);
  if (byBrowser !== null || seen === undefined || !mayBeDeviceCode(situation)) return byBrowser;
  return proved(
    seen.policy === null
      ? 'This tenant blocks device code sign-ins.'
      : `The policy ${seen.policy} blocks device code sign-ins.`,
  );
};

/** The text mentions the device code flow, or the caller used it. */
export const usedDeviceCode: Sign = (situation) =>
  polledDeviceCode(situation) || textHas(situation, /device[ -]?code/i)
    ? 'The sign-in was by device code.'
    : null;

/** Whether the text shows a request of that flow: a mere mention may be advice, also of this program. */
export function polledDeviceCode(situation: Situation): boolean {
  const { walked } = situation.knowledge;
  const walkedSo = walked?.hop === 'client-signin' && walked.userAuth === 'device-code';
  return walkedSo || textHas(situation, /device_code|devicelogin/i);
}

export const throttled: CauseTest = ({ knowledge }) => {
  const seen = knowledge.observations.find((one) => one.kind === 'throttled');
  if (seen === undefined) return null;
  const wait = seen.retryAfterSeconds === null ? '' : ` and asks to wait ${seen.retryAfterSeconds} s`;
  return proved(`Microsoft Graph throttles requests to this tenant at the moment${wait}.`);
};

export const secretsForbidden: CauseTest = ({ knowledge }) => {
  const policy = readFacet(knowledge, 'appManagementPolicy');
  if (!policy) return null;
  return policy.secretsForbidden
    ? proved('The app management policy of this tenant forbids client secrets.')
    : refuted('The app management policy of this tenant allows client secrets.');
};

export const secretLifetimeCapped: CauseTest = ({ knowledge }) => {
  const policy = readFacet(knowledge, 'appManagementPolicy');
  if (!policy) return null;
  return policy.maxSecretDays === null
    ? refuted('The app management policy of this tenant caps no lifetime.')
    : proved(
        `The app management policy of this tenant allows secrets of ${policy.maxSecretDays} days at most.`,
      );
};
