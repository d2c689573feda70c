import { type Evidence, proved, refuted, type Sign } from '../situation.ts';
import { facetOf } from './facets.ts';

export const deviceCodeBlocked: Evidence = ({ knowledge }) => {
  const seen = knowledge.observations.find((one) => one.kind === 'device-code-blocked');
  if (seen === undefined) return null;
  return proved(
    seen.policy === null
      ? 'This tenant blocks device code sign-ins.'
      : `The policy ${seen.policy} blocks device code sign-ins.`,
  );
};

/** The text speaks of the device code flow. */
export const usedDeviceCode: Sign = ({ failure: { excerpt } }) =>
  /device[ _-]?code|devicelogin|use-device-code/i.test(excerpt.replaceAll('\n', ''))
    ? 'The text speaks of a device code sign-in.'
    : null;

export const throttled: Evidence = ({ knowledge }) => {
  const seen = knowledge.observations.find((one) => one.kind === 'throttled');
  if (seen === undefined) return null;
  const wait = seen.retryAfterSeconds === null ? '' : ` and asks to wait ${seen.retryAfterSeconds} s`;
  return proved(`Microsoft Graph throttles requests to this tenant at the moment${wait}.`);
};

export const secretsForbidden: Evidence = ({ knowledge }) => {
  const policy = facetOf(knowledge, 'appManagementPolicy');
  if (!policy) return null;
  return policy.secretsForbidden
    ? proved('The app management policy of this tenant forbids client secrets.')
    : refuted('The app management policy of this tenant allows client secrets.');
};

export const secretLifetimeCapped: Evidence = ({ knowledge }) => {
  const policy = facetOf(knowledge, 'appManagementPolicy');
  if (!policy) return null;
  return policy.maxSecretDays === null
    ? refuted('The app management policy of this tenant caps no lifetime.')
    : proved(
        `The app management policy of this tenant allows secrets of ${policy.maxSecretDays} days at most.`,
      );
};
