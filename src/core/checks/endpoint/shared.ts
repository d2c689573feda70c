import { type Check, type CheckOutcome, defineCheck, type NotApplicable, type Remedy } from '../../check.ts';
import { type Endpoint, type Fetched, intendedServers, type WantedMetadata } from '../../endpoint.ts';
import type { Facet } from '../../tenant.ts';

type SameForAll = 'app' | 'stage' | 'guide' | 'portal' | 'shows' | 'configPath' | 'configPathHere';

/** A check of what the address of the MCP server tells clients. */
export function defineEndpointCheck<Read extends Facet, Evidence>(
  check: Omit<Check<Read, Evidence>, SameForAll> & Partial<Pick<Check, SameForAll>>,
): Check {
  return defineCheck({
    app: null,
    stage: 'endpoint',
    guide: null,
    portal: 'Overview',
    shows: null,
    configPath: 'gateway.mcpServerEndpoint',
    // The address that is asked is `clientUrl` where there is one.
    configPathHere: ({ gateway }) =>
      gateway.clientUrl === null ? 'gateway.mcpServerEndpoint' : 'gateway.clientUrl',
    ...check,
  });
}

/** Skips a check whose subject is in an answer that did not come. */
export function notAnswered({
  because,
}: Exclude<Fetched<unknown>, { readonly state: 'answered' }>): NotApplicable {
  return { skip: because };
}

/** For the check that reports a failed request: refused is its finding, silent is unknown, not asked is skipped. */
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

/** Why the answer of an overloaded server is not judged. */
export function busyWords(status: number): string {
  return `The address answers HTTP ${status}: the server has no time at the moment, which says nothing of its sign-in.`;
}

/** Skips a check of what only Entra requires, where clients do not sign in at Entra itself. */
export function notDirect({ servers }: Endpoint): NotApplicable {
  const names = intendedServers(servers)
    .map(({ issuer }) => issuer)
    .join(', ');
  return {
    skip: names
      ? `${names} is the authorization server, so Entra never sees what clients send here.`
      : 'No authorization server is named.',
  };
}

/** Prints the document and the header to serve, and how those that are served differ. */
export const SHOW_METADATA = 'entra-mcp-setup resource-metadata --check';

/** Has the document served as it stands. */
export function serveDocument({ url, document }: WantedMetadata): Remedy {
  return {
    by: 'you',
    summary: `Serve exactly this at ${url}, as application/json: ${JSON.stringify(document)}`,
    command: SHOW_METADATA,
  };
}

/** Has the header sent as it stands. */
export function sendHeader({ header }: WantedMetadata): Remedy {
  return {
    by: 'you',
    summary: `Answer every request without a valid token with HTTP 401 and exactly this header: WWW-Authenticate: ${header}`,
    command: SHOW_METADATA,
  };
}
