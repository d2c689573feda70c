import { cause, entry, numbered } from './entry.ts';
import { byHand } from './fixes.ts';

const FORM_BODY = byHand('Send application/x-www-form-urlencoded');
const SEND_IT = byHand('Send the parameter that the message names');

/** Malformed requests, and a service that is not available. */
export const REQUEST_ENTRIES = [
  numbered('70003', {
    causes: [
      cause(
        'token-exchange-grant',
        'The gateway or server uses the token exchange of RFC 8693, which Entra lacks',
        byHand(
          'For the exchange use urn:ietf:params:oauth:grant-type:jwt-bearer with requested_token_use=on_behalf_of',
        ),
      ),
    ],
    wording: ['unsupported grant type'],
  }),
  numbered('70007', {
    causes: [cause('response-mode', 'An unusual response_mode is sent', byHand('Use query or form_post'))],
    wording: ['response mode is not supported', 'response mode not supported'],
  }),
  numbered('90014', {
    causes: [cause('field-missing', 'The message names the field', SEND_IT)],
    wording: ['required field … is missing'],
  }),
  numbered('900144', {
    causes: [
      cause('parameter-empty', 'The setting behind the parameter is empty', SEND_IT),
      cause('body-not-a-form', 'The parameters were sent as JSON, or in the address', FORM_BODY),
    ],
    wording: ['the request body must contain the following parameter'],
  }),
  numbered('90023', {
    causes: [
      cause(
        'request-invalid',
        'See the sentence after the number',
        byHand('Correct what the sentence names'),
      ),
    ],
    wording: ['invalid sts request', 'authentication service request is not valid'],
  }),
  numbered('900561', {
    causes: [
      cause(
        'urls-swapped',
        'The token address is configured where the sign-in address belongs, or was opened in a browser',
        byHand('Compare both addresses in the gateway with {authority}/oauth2/v2.0/authorize and …/token'),
      ),
      cause('back-button', 'The user went back during the sign-in', byHand('Begin the sign-in again')),
    ],
    wording: ['the endpoint only accepts post requests', 'endpoint only accepts post get requests'],
  }),
  numbered('90033', {
    causes: [
      cause('service-out', 'A passing fault of the service', byHand('Try again, with growing pauses')),
    ],
    waiting: 'A few minutes; the status page of Microsoft 365 tells of longer ones.',
    wording: ['a transient error has occurred', 'directory service is currently unavailable'],
  }),
  entry('symptom:request-malformed', {
    hops: ['gateway', 'obo', 'graph'],
    meaning: 'The service that was asked cannot read the request, or the token in it.',
    causes: [
      cause(
        'request-cut-or-encoded-twice',
        'A parameter or the token was cut, encoded twice or sent as JSON where a form belongs',
        FORM_BODY,
      ),
      cause(
        'token-of-other-service',
        'SharePoint or another service beside Microsoft Graph was given a token that is for Graph, or one that had ended',
        byHand('Ask graph.microsoft.com with the token of the exchange'),
      ),
    ],
    wording: ['id3035', 'the request was not valid or is malformed'],
  }),
];
