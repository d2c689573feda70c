import { type Check, type CheckOutcome, defineCheck, type NotApplicable, type Remedy } from '../../check.ts';
import { type Endpoint, type Fetched, meantServers, type WantedMetadata } from '../../endpoint.ts';
import type { Facet } from '../../tenant.ts';

type SameForAll = 'app' | 'stage' | 'guide' | 'portal' | 'configPath' | 'configPathHere';

/** A check of what the address of the MCP server tells clients. */
export function defineEndpointCheck<Read extends Facet, Evidence>(
  check: Omit<Check<Read, Evidence>, SameForAll> & Partial<Pick<Check, SameForAll>>,
): Check {
  return defineCheck({
    app: null,
    stage: 'endpoint',
    guide: null,
    portal: 'Overview',
    configPath: 'gateway.mcpServerEndpoint',
    // The address that is asked is `clientUrl` where there is one.
    configPathHere: ({ gateway }) =>
      gateway.clientUrl === null ? 'gateway.mcpServerEndpoint' : 'gateway.clientUrl',
    ...check,
  });
}

/** Why a check has nothing to judge where an earlier answer is missing. */
export function missing({
  because,
}: Exclude<Fetched<unknown>, { readonly state: 'answered' }>): NotApplicable {
  return { skip: because };
}

/** The judgement of the check that owns an answer: what was refused is its finding, what stayed silent nobody can tell. */
export function judgeAnswer<Value, Evidence>(
  asked: Fetched<Value>,
  of: {
    readonly answered: (value: Value) => CheckOutcome<Evidence>;
    readonly refused: (because: string) => Evidence;
  },
): CheckOutcome<Evidence> {
  if (asked.state === 'answered') return of.answered(asked.value);
  if (asked.state === 'refused') return [of.refused(asked.because)];
  return asked.state === 'silent' ? { unknown: asked.because } : { skip: asked.because };
}

/** Why an answer is not judged that a server gives when it has no time. */
export function busyWords(status: number): string {
  return `The address answers HTTP ${status}: the server has no time at the moment, which says nothing of its sign-in.`;
}

/** The scopes that the challenge names, as they stand. */
export function challengedScopes({ withoutToken }: Endpoint): readonly string[] {
  const answer = withoutToken.state === 'answered' ? withoutToken.value : null;
  return answer?.challenge?.scope?.match(/\S+/g) ?? [];
}

/** Why nothing is judged that only Entra minds, where it is no authorization server of this endpoint. */
export function notDirect({ servers }: Endpoint): NotApplicable {
  const names = meantServers(servers)
    .map(({ issuer }) => issuer)
    .join(', ');
  return {
    skip: names
      ? `${names} is the authorization server, so Entra never sees what clients send here.`
      : 'No authorization server is named.',
  };
}

/** Prints what is served otherwise, and the document and the header to serve: those of the gateway where it is one's own. */
export const SHOW_METADATA = 'entra-mcp-setup resource-metadata --check';

/** The document, byte for byte. */
export function serveDocument({ url, document }: WantedMetadata): Remedy {
  return {
    by: 'you',
    summary: `Serve exactly this at ${url}, as application/json: ${JSON.stringify(document)}`,
    command: SHOW_METADATA,
  };
}

/** The header, byte for byte. */
export function sendHeader({ header }: WantedMetadata): Remedy {
  return {
    by: 'you',
    summary: `Answer every request without a valid token with HTTP 401 and exactly this header: WWW-Authenticate: ${header}`,
    command: SHOW_METADATA,
  };
}
