import { ROUTES, type Routes } from './graph/routes.ts';
import { graphService } from './graph/service.ts';
import type { PracticeRequestRecord } from './log.ts';
import type { McpPlace } from './mcp-server/place.ts';
import { mcpService, placeOf } from './mcp-server/service.ts';
import type { PracticeOutside } from './outside.ts';
import type { Directory } from './replicas.ts';
import type { PracticeState } from './state.ts';
import { DEVICE_PAGE_HOST, devicePage } from './token/device-page.ts';
import type { UserPicker } from './token/exchange.ts';
import { tokenService } from './token/service.ts';

const SIGN_IN_HOSTS = [
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
];
const GRAPH_HOSTS = [
  'graph.microsoft.com',
  'graph.microsoft.us',
  'dod-graph.microsoft.us',
  'microsoftgraph.chinacloudapi.cn',
];

export interface PracticeOptions {
  /** Called after every request that changed the state; the answer waits for it. */
  readonly onChange?: (state: PracticeState) => void | Promise<void>;
  /** Names the account that completes a sign-in; null leaves it to the login hint and `signedInUser`. */
  readonly pickUser?: UserPicker;
  /** Operations of Graph beside those of our own commands: tests plug in what other programs ask for. */
  readonly moreRoutes?: Routes;
}

/** An Entra tenant in memory: sign-in hosts and Graph behind one transport. */
export interface PracticeTenant {
  readonly transport: (request: Request) => Promise<Response>;
  readonly state: PracticeState;
  readonly log: readonly PracticeRequestRecord[];
  /** Starts the practice MCP server at its addresses, which exist only until it is stopped. */
  startMcpServer(place: McpPlace): Promise<PracticeMcpServer>;
  onChange?: ((state: PracticeState) => void | Promise<void>) | undefined;
}

export interface PracticeMcpServer {
  stop(): Promise<void>;
}

interface Answered {
  readonly response: Response;
  readonly parts: PracticeRequestRecord['parts'] | null;
}

/** The error that the real network would give, for a host that is neither a sign-in host nor Graph. */
function unreachable(host: string): TypeError {
  const cause = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
  return new TypeError('fetch failed', { cause });
}

interface Behind {
  readonly pickUser: UserPicker;
  readonly places: readonly McpPlace[];
  readonly routes: Routes;
}

async function answer(
  directory: Directory,
  request: Request,
  text: string,
  { pickUser, places, routes }: Behind,
): Promise<Answered> {
  const url = new URL(request.url);
  const { host, pathname } = url;
  if (SIGN_IN_HOSTS.includes(host)) {
    const response = await tokenService({ ...directory, replica: 'trailing' }, request, text, pickUser);
    return { response, parts: null };
  }
  if (host === DEVICE_PAGE_HOST) return { response: devicePage(directory.state, pathname), parts: null };
  if (GRAPH_HOSTS.includes(host)) return graphService(directory, request, text, routes);
  const place = placeOf(places, url);
  if (place !== null) return { response: await mcpService(place, directory, request, text), parts: null };
  throw unreachable(host);
}

/** Opens the tenant on a state, which it changes in place. */
export function openPracticeTenant(
  state: PracticeState,
  outside: PracticeOutside,
  options: PracticeOptions = {},
): PracticeTenant {
  const directory: Directory = { state, outside, replica: 'alternating' };
  const log: PracticeRequestRecord[] = [];
  const places: McpPlace[] = [];
  const routes = { ...ROUTES, ...options.moreRoutes };
  const behind: Behind = { pickUser: options.pickUser ?? (() => null), places, routes };

  async function transport(request: Request): Promise<Response> {
    request.signal.throwIfAborted();
    const body = await request.text();
    const before = state.revision;
    const hadKey = state.signingKey !== null;
    const { response, parts } = await answer(directory, request, body, behind);
    const { method, url } = request;
    log.push({ method, url, status: response.status, body, ...(parts ? { parts } : {}) });
    if (state.revision !== before || hadKey !== (state.signingKey !== null)) await tenant.onChange?.(state);
    return response;
  }

  const startMcpServer = async (place: McpPlace): Promise<PracticeMcpServer> => {
    places.push(place);
    return { stop: async () => void places.splice(places.indexOf(place), 1) };
  };
  const tenant: PracticeTenant = { transport, state, log, startMcpServer, onChange: options.onChange };
  return tenant;
}
