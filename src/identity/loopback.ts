/** A page for the person whose browser came back. */
export interface Page {
  readonly status: number;
  readonly html: string;
}

/** An open ear on this machine for the browser's way back. */
export interface Listener {
  /** With the port that was really taken. */
  readonly redirectUri: string;
  close(): Promise<void>;
}

/**
 * Listens on exactly the host, port and path of a redirect URI (any free port where it names none) and answers GET
 * requests to that path with what `answer` says. Resolves null when the port is taken.
 */
export interface Loopback {
  listen(redirectUri: string, answer: (query: URLSearchParams) => Page): Promise<Listener | null>;
}

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}';

/** Shown in the browser at the end. Fixed text only: nothing of the query is repeated. */
function renderPage(title: string, text: string): string {
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">',
    `<title>${title}</title><style>${STYLE}</style><main><h1>${title}</h1><p>${text}</p></main></html>`,
  ].join('');
}

const DONE: Page = {
  status: 200,
  html: renderPage('You can close this page', 'The answer has arrived. Go on in the terminal.'),
};
const REFUSED: Page = {
  status: 200,
  html: renderPage(
    'The sign-in did not work',
    'The reason is shown in the terminal. You can close this page.',
  ),
};
const STRANGER: Page = {
  status: 400,
  html: renderPage(
    'Nobody asked for this',
    'This answer belongs to another sign-in. You can close this page.',
  ),
};

/**
 * The page for a query, and whether it is the one waited for. Only an answer with our own `state` counts: anything
 * else on this machine may call the port too.
 */
export function judgeCallback(
  query: URLSearchParams,
  state: string,
): { readonly page: Page; readonly isOurs: boolean } {
  if (query.get('state') !== state) return { page: STRANGER, isOurs: false };
  if (query.has('code')) return { page: DONE, isOurs: true };
  return { page: REFUSED, isOurs: query.has('error') };
}
