import { parseUrl } from '../core/parse-url.ts';
import { SetupError } from '../errors.ts';
import type { BareOutside } from '../outside.ts';
import type { Browser, Transport } from '../ports.ts';
import {
  newPracticeState,
  openPracticeTenant,
  type PracticeState,
  type PracticeTenant,
  parsePracticeState,
  SESSION_COOKIE,
} from '../practice-tenant/index.ts';
import { withMcpServerOnLoopback } from './practice-mcp-server.ts';

const DEFAULT_FILE = '.entra-mcp-practice.json';

/** The outside with the practice tenant in place of the network; its state is a file in the working directory. */
export async function practiceOutside(real: BareOutside): Promise<BareOutside> {
  const path = real.env.ENTRA_MCP_SETUP_PRACTICE_FILE || DEFAULT_FILE;
  const { clock, random, files } = real;
  const source = { now: clock.now, uuid: random.uuid, bytes: random.bytes };
  const save = (state: PracticeState) => files.writeText(path, JSON.stringify(state), { mode: 0o600 });
  const state = stateFrom(path, await files.readText(path)) ?? newPracticeState(source);
  const tenant = openPracticeTenant(state, source, { onChange: save });
  const { practice, transport } = withMcpServerOnLoopback(tenant, real.transport);
  return {
    ...real,
    practice,
    transport: besideOwnServer(transport, real.transport),
    browser: practiceBrowser(tenant, (location) => {
      void fetch(location).catch(() => undefined);
    }),
    programs: { run: () => Promise.reject(new Error('There is no such program in practice.')) },
    savePractice: () => save(tenant.state),
    resetPractice: () => save(newPracticeState(source)),
  };
}

/**
 * Sends requests for this machine to it, so that an MCP server under development can take part in practice; where nothing
 * listens there, the practice MCP server answers. No other address is contacted.
 */
function besideOwnServer(practice: Transport, network: Transport): Transport {
  return async (request, limits) => {
    if (!isLoopback(request.url)) return practice(request, limits);
    try {
      return await network(request.clone(), limits);
    } catch (error) {
      if (error instanceof SetupError && error.detail === 'ECONNREFUSED') return practice(request, limits);
      throw error;
    }
  };
}

function stateFrom(path: string, text: string | null): PracticeState | null {
  if (text === null) return null;
  const state = parsePracticeState(text);
  if (state) return state;
  throw new SetupError('FILE_INVALID', `${path} does not hold a practice tenant of this version.`, {
    advice: [`Delete ${path} to start with a new practice tenant`],
  });
}

/** Follows the sign-in page as a person would and delivers the answer to whoever listens for it. */
export function practiceBrowser(
  { transport, state }: Pick<PracticeTenant, 'transport' | 'state'>,
  deliver: (location: string) => void,
): Browser {
  return {
    open: async (url) => {
      const headers = { cookie: SESSION_COOKIE };
      const page = await transport(new Request(asSomebodyElse(url, state), { headers }));
      const location = page.headers.get('location');
      if (location === null) throw pageError(await page.text());
      if (isLoopback(location)) deliver(location);
      return true;
    },
  };
}

/** The sign-in address with another, ordinary user where it asks to select an account, as the sign-in of a second user does. */
function asSomebodyElse(url: string, { users, signedInUser }: PracticeState): string {
  const page = new URL(url);
  const isOperator = page.searchParams.get('scope')?.includes('://graph.');
  if (page.searchParams.get('prompt') !== 'select_account' || isOperator) return url;
  const other = users.find(
    ({ userPrincipalName, roles }) => userPrincipalName !== signedInUser && roles.length === 0,
  );
  if (other) page.searchParams.set('login_hint', other.userPrincipalName);
  return page.toString();
}

/** The error that a sign-in page shows. Some are never sent back to the program (facts: graph.md §4.3); practice reports them. */
function pageError(html: string): SetupError {
  const text = html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
  const message = /AADSTS\d+:.*/.exec(text)?.[0].trim() ?? 'an error without a number';
  const aadsts = /AADSTS(\d+)/.exec(message)?.[1];
  return new SetupError('NOT_SIGNED_IN', message, aadsts === undefined ? {} : { aadsts });
}

function isLoopback(location: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(parseUrl(location)?.hostname ?? '');
}
