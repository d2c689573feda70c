import { SetupError } from '../../errors.ts';
import type { Session } from '../../identity/session.ts';
import type { SessionKeeper, SignInPage } from '../../outside.ts';

/** How far a sign-in has come. */
interface Progress {
  page: SignInPage | null;
  session: Session | null;
}

interface Held {
  readonly key: string;
  readonly pending: Promise<Session>;
  /** Resolves when a person has to open a page. */
  readonly asked: Promise<SignInPage>;
  readonly progress: Progress;
}

/**
 * Signs in once for all calls of an assistant. Where a person has to open a page, the call throws `NOT_SIGNED_IN` with page
 * and code while the sign-in goes on waiting, and a later call finds it done.
 */
export function sessionKeeper(): SessionKeeper {
  let held: Held | null = null;
  return {
    open: async (key, signIn) => {
      if (held?.key !== key) held = begin(key, signIn);
      const mine = held;
      mine.pending.catch(() => {
        if (held === mine) held = null;
      });
      const { session, page } = mine.progress;
      if (session !== null) return session;
      if (page !== null) throw personWanted(page);
      return Promise.race([mine.pending, mine.asked.then((page) => Promise.reject(personWanted(page)))]);
    },
  };
}

function begin(key: string, signIn: Parameters<SessionKeeper['open']>[1]): Held {
  const progress: Progress = { page: null, session: null };
  let ask: (page: SignInPage) => void = () => undefined;
  const asked = new Promise<SignInPage>((resolve) => {
    ask = resolve;
  });
  const pending = signIn((page) => {
    progress.page = page;
    ask(page);
  });
  pending.then(
    (session) => {
      progress.session = session;
    },
    () => undefined,
  );
  return { key, pending, asked, progress };
}

function personWanted({ url, code }: SignInPage): SetupError {
  const what = code === null ? `open ${url}` : `open ${url} and enter the code ${code}`;
  return new SetupError('NOT_SIGNED_IN', `Somebody has to sign in: ${what}, then call this tool again.`, {
    advice: [
      'Only enter a code that you asked for yourself: whoever sent you one would be signed in as you.',
      'Or start the server where the environment offers a way to sign in, such as az login.',
    ],
  });
}
