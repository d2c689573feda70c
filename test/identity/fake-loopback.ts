import type { Loopback, Page } from '../../src/identity/loopback.ts';
import type { Browser } from '../../src/ports.ts';

/**
 * A browser that comes back at once with what `person` does on the page, and the listener it comes back to. `taken`
 * are the redirect URIs whose ports somebody else holds.
 */
export function fakeLoopback(
  person: (page: URLSearchParams) => Readonly<Record<string, string>>,
  taken: readonly string[] = [],
) {
  const shown: Page[] = [];
  let answer: (query: URLSearchParams) => Page = () => ({ status: 500, html: '' });
  const closed: string[] = [];
  const loopback: Loopback = {
    listen: async (redirectUri, given) => {
      if (taken.includes(redirectUri)) return null;
      answer = given;
      return { redirectUri, close: async () => void closed.push(redirectUri) };
    },
  };
  const browser: Browser = {
    open: async (url) => {
      shown.push(answer(new URLSearchParams(person(new URL(url).searchParams))));
      return true;
    },
  };
  return { loopback, browser, shown, closed };
}
