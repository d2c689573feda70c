import type { Outside } from '../commands/outside.ts';
import { SetupError } from '../errors.ts';
import type { Browser, Transport } from '../ports.ts';
import { newPracticeState, openPracticeTenant, type PracticeState, parsePracticeState } from '../practice-tenant/index.ts';

const DEFAULT_FILE = '.entra-mcp-practice.json';

/** The same outside with the practice tenant in place of the network; its state is a file beside the blueprint. */
export async function practiceOutside(real: Outside): Promise<Outside> {
  const path = real.env.ENTRA_MCP_SETUP_PRACTICE_FILE || DEFAULT_FILE;
  const { clock, random, files } = real;
  const source = { now: clock.now, uuid: random.uuid, bytes: random.bytes };
  const save = (state: PracticeState) => files.writeText(path, JSON.stringify(state), { mode: 0o600 });
  const state = stateFrom(path, await files.readText(path)) ?? newPracticeState(source);
  const tenant = openPracticeTenant(state, source, { onChange: save });
  return {
    ...real,
    practice: tenant,
    transport: tenant.transport,
    browser: practiceBrowser(tenant.transport),
    programs: { run: () => Promise.reject(new Error('There is no such program in practice.')) },
    savePractice: () => save(tenant.state),
    resetPractice: () => save(newPracticeState(source)),
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

/** Follows the sign-in page as a person would and delivers the answer to the waiting listener. */
function practiceBrowser(transport: Transport): Browser {
  return {
    open: async (url) => {
      const page = await transport(new Request(url));
      const location = page.headers.get('location');
      if (location !== null && isLoopback(location)) void fetch(location).catch(() => undefined);
      return true;
    },
  };
}

function isLoopback(location: string): boolean {
  return URL.canParse(location) && ['127.0.0.1', 'localhost'].includes(new URL(location).hostname);
}
