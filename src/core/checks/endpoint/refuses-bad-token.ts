import { type AddressAnswer, isBusy, type WantedMetadata } from '../../endpoint.ts';
import { busyWords, defineEndpointCheck, judgeAnswer, sendHeader } from './shared.ts';

interface Evidence {
  /** Null where nothing was answered. */
  readonly status: number | null;
  readonly because: string;
  readonly wanted: WantedMetadata;
}

/** The token that was sent is made up: no server may accept it. */
export const refusesBadToken = defineEndpointCheck({
  id: 'endpoint.refuses-bad-token',
  title: 'A worthless token is refused with 401',
  severity: 'error',
  link: 'discovery',
  why: 'A server that takes any token has no sign-in; one that answers other than 401 leaves clients with an expired token stuck.',
  explains: [],
  reads: ['endpoint'],
  expected: () => 401,
  find: (_blueprint, { endpoint: { withWorthlessToken, wanted } }) =>
    judgeAnswer<AddressAnswer, Evidence>(withWorthlessToken, {
      answered: ({ status }) => {
        if (isBusy(status)) return { unknown: busyWords(status) };
        return status === 401 ? [] : [{ status, because: inWords(status), wanted }];
      },
      refused: (because) => ({ status: null, because, wanted }),
    }),
  actual: ([evidence]) => evidence.status,
  explain: ({ because }) => because,
  remedy: ({ wanted }) => sendHeader(wanted),
});

function inWords(status: number): string {
  return status < 300
    ? `The server answers HTTP ${status} to a worthless token: it does not check signature, issuer and audience.`
    : `The server answers HTTP ${status} to a worthless token; clients sign in again after a 401 only.`;
}
