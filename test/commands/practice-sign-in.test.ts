import { describe, expect, it } from 'vitest';
import { openDesk } from '../support/desk.ts';

const LINE = 'Practice: the sign-in is granted by itself; open nothing.\n';

describe('signing in on the practice tenant', () => {
  it.each([
    ['device-code', 'plan --practice'],
    ['browser', 'plan --practice --auth browser'],
    ['device-code of a user', 'test --practice --user-auth device-code'],
    ['browser of a user', 'test --practice'],
  ])('takes one line: %s', async (_name, commandLine) => {
    const desk = await openDesk();
    await desk.run('apply --practice --yes --grant-admin-consent --mcp-url https://mcp.contoso.com/mcp');
    const { err } = await desk.run(commandLine);
    expect(err.split(LINE)).toHaveLength(2);
    expect(err).not.toMatch(/devicelogin|Only enter a code|opened in the browser/);
  });

  it('shows the whole screen where the code leads nowhere', async () => {
    const desk = await openDesk();
    desk.break('blocked-on-the-page');
    desk.tenant.state.behaviour.deviceCodeLifetime = -1;
    const { err } = await desk.run('plan --practice --mcp-url https://mcp.contoso.com/mcp');
    expect(err).toContain('https://microsoft.com/devicelogin');
    expect(err).toMatch(/plan --practice.* --auth browser/);
  });
});
