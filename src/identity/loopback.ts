/** The page that the browser shows after the redirect. */
export interface Page {
  readonly status: number;
  readonly html: string;
}

/** A server on this machine that waits for the redirect. */
export interface Listener {
  /** With the port that it listens on. */
  readonly redirectUri: string;
  close(): Promise<void>;
}

/**
 * Listens on exactly the host, port and path of a redirect URI (any free port where it names none) and answers GET
 * requests to that path with the page of `answer`. Resolves to null when the port is taken.
 */
export interface Loopback {
  listen(redirectUri: string, answer: (query: URLSearchParams) => Page): Promise<Listener | null>;
}

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}';

/** A page of fixed text: nothing of the query is repeated. */
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
 * The page to answer a redirect with, and whether the redirect is the one that is waited for. Other programs may call the port
 * too, so only a query with our `state` counts.
 */
export function judgeCallback(
  query: URLSearchParams,
  state: string,
): { readonly page: Page; readonly isOurs: boolean } {
  if (query.get('state') !== state) return { page: STRANGER, isOurs: false };
  if (query.has('code')) return { page: DONE, isOurs: true };
  return { page: REFUSED, isOurs: query.has('error') };
}
