import { describe, expect, test } from 'vitest';
import { systemBrowser } from '../../src/adapters/open-browser.ts';

const PAGE = 'https://login.microsoftonline.com/authorize?x=1';

function browserOn(platform: string, env: Readonly<Record<string, string>>, works = true) {
  const opened: string[] = [];
  const open = async (url: string) => {
    if (!works) throw new Error('spawn xdg-open ENOENT');
    opened.push(url);
  };
  return { opened, browser: systemBrowser({ platform, env }, open) };
}

describe('opening a page', () => {
  test.each<[string, Record<string, string>, boolean]>([
    ['darwin', {}, true],
    ['win32', {}, true],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { WSL_DISTRO_NAME: 'Ubuntu' }, true],
    ['linux', {}, false],
    ['linux', { DISPLAY: ':0', SSH_CONNECTION: '1.2.3.4' }, false],
    ['darwin', { SSH_TTY: '/dev/ttys001' }, false],
  ])('on %s with %o: %s', async (platform, env, expected) => {
    const { browser, opened } = browserOn(platform, env);
    expect([await browser.open(PAGE), opened]).toEqual([expected, expected ? [PAGE] : []]);
  });

  test('it says so when no browser can be started', async () => {
    expect(await browserOn('darwin', {}, false).browser.open(PAGE)).toBe(false);
  });

  test.each(['file:///etc/passwd', 'ms-settings:', 'javascript:alert(1)', 'calc.exe'])(
    'it does not open %s, which is no web page',
    async (url) => {
      const { browser, opened } = browserOn('win32', {});
      expect([await browser.open(url), opened]).toEqual([false, []]);
    },
  );
});
