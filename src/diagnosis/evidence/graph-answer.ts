import type { Sign } from '../situation.ts';
import { says } from './says.ts';

export const userTokenForwarded: Sign = says(
  /invalid audience/i,
  'Graph says that the token is for another audience.',
);

export const malformedBearer: Sign = says(
  /80049217|compacttoken parsing|jwt is not well formed|IDX12741|access token is empty/i,
  'Graph could not even parse what was sent as a token.',
);

export const tokenExpiredText: Sign = says(
  /80049228|token is expired|lifetime validation/i,
  'Graph says that the token has expired.',
);

export const claimsChallenge: Sign = says(
  /continuous access evaluation|TokenIssuedBeforeRevocation|insufficient_claims/i,
  'Graph asks for a new sign-in with its claims.',
);

export const lacksPermissions: Sign = says(
  /scp or roles/i,
  'Graph says that the token carries no permission at all.',
);

export const appOnlyToken: Sign = says(/idtyp["' :=]{1,6}app/i, 'The text shows a token without a user.');

/** A request such as `/me` was sent with the token of an app. */
export const wantsDelegated: Sign = says(
  /only valid with delegated authentication|authenticated context is not valid for this request|delegated authentication flow|when request with application permission/i,
  'Graph says that the request needs the token of a user.',
);

export const grantExists: Sign = says(
  /permission (?:entry|being assigned) already exists/i,
  'The directory says that such a grant exists already.',
);

export const referenceExists: Sign = says(
  /added object references already exist/i,
  'The directory says that it is there already.',
);

export const endsInSlash: Sign = says(/ends?\s?with\s?(?:a )?slash/i, 'The text speaks of the slash.');

export const speaksOfTokenVersion: Sign = says(
  /requestedAccessTokenVersion/i,
  'The text speaks of the version of the access token.',
);

export const redirectUrisRefused: Sign = says(
  /property ["']?redirectUris|redirectUris["']? (?:of|in) resource|target["']?: ?["']redirectUris/i,
  'The value that is refused is a redirect URI.',
);

export const valueRefused: Sign = says(
  /\bproperty value cannot\b|\bexpected property\b|\bproperty ['"]?(?!redirectUris|identifierUris)[\w.]+['"]? (?:\w+ ){0,6}is invalid/i,
  'The message names a property whose value is refused.',
);

export const identifierUrisRefused: Sign = says(
  /property ["']?identifierUris|identifierUris["']? (?:of|in) resource|HostNameNotOnVerifiedDomain|verified domain/i,
  'The value that is refused is an Application ID URI.',
);

export const objectIsUnknown: Sign = says(
  /queried reference-property objects are not present|backing application|does not reference a valid application/i,
  'The directory does not know the object of the message.',
);

export const hasNoDrive: Sign = says(/\bmysite\b/i, 'Graph says that the user has no mysite.');

export const isSharePointLicence: Sign = says(
  /SPO license/i,
  'Graph says that there is no SharePoint licence.',
);
