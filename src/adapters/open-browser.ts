import { parseUrl } from '../core/parse-url.ts';
import type { Browser } from '../ports.ts';

/** Facts of the machine that tell whether a page can be shown. */
export interface Desktop {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Open = (url: string) => Promise<unknown>;

/**
 * Opens pages in the person's default browser. On Linux that takes the system's `xdg-open`: the copy that the package brings
 * is not bundled.
 */
export function systemBrowser(desktop: Desktop, open: Open = openWithPackage): Browser {
  return {
    open: async (url) => {
      if (!isWebPage(url) || !hasScreen(desktop)) return false;
      return open(url).then(
        () => true,
        () => false,
      );
    },
  };
}

async function openWithPackage(url: string): Promise<unknown> {
  const { default: open } = await import('open');
  return open(url);
}

/** Whether it is a web page: an address of another kind could start a program. */
function isWebPage(url: string): boolean {
  return ['https:', 'http:'].includes(parseUrl(url)?.protocol ?? '');
}

/** Whether a page would open before this person: over SSH it would open on the other machine, or nowhere. */
function hasScreen({ platform, env }: Desktop): boolean {
  if (env.SSH_CONNECTION || env.SSH_TTY) return false;
  if (platform !== 'linux' && platform !== 'freebsd') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME);
}
