import type { PracticeState } from '../state.ts';

/** The page on which a person enters a device code. */
export const DEVICE_PAGE_HOST = 'microsoft.com';

const page = (title: string, lines: readonly string[]): Response =>
  new Response(
    `<!DOCTYPE html>
<html><head><title>${title}</title></head><body>
<h1>${title}</h1>
${lines.map((line) => `<p>${line}</p>`).join('\n')}
</body></html>
`,
    { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } },
  );

/** What the person sees after signing in there; a block by Conditional Access stands here alone (recording 48). */
export function devicePage({ behaviour }: PracticeState, path: string): Response {
  if (path !== '/devicelogin') return new Response('Not Found', { status: 404 });
  if (behaviour.deviceCode !== 'blocked-on-page' && behaviour.deviceCode !== 'blocked')
    return page('Microsoft Azure CLI', [
      'You have signed in to the Microsoft Azure CLI application on your device. You may now close this window.',
    ]);
  return page("You don't have access to this", [
    'Your sign-in was successful but does not meet the criteria to access this resource. For example, you might be signing in from a browser, app, location, or an authentication flow that is restricted by your admin.',
    'Error Code: 53003',
    'App name: Microsoft Azure CLI',
  ]);
}
