import { describe, expect, it } from 'vitest';
import { renderDeviceCode, withDeviceCode } from '../../src/ui/device-code.ts';
import { fakeClock } from './fake-clock.ts';
import { fakeScreen, fakeTerminal } from './fake-terminal.ts';

const CODE = {
  userCode: 'F7Q2K9XLA',
  verificationUri: 'https://microsoft.com/devicelogin',
  validFor: 900_000,
  otherwise: 'entra-mcp-setup setup --auth browser',
};

function setUp() {
  const terminal = fakeTerminal({ animated: false });
  return {
    terminal,
    host: { terminal, clock: fakeClock(), stream: fakeScreen() as unknown as NodeJS.WriteStream },
  };
}

describe('the screen of a device code', () => {
  const lines = (terminal = fakeTerminal()) =>
    renderDeviceCode(CODE, terminal)
      .split('\n')
      .map((line) => line.trim());

  it('has the code alone on a line, without blanks inside', () => expect(lines()).toContain('F7Q2K9XLA'));
  it('has the page alone on a line', () => expect(lines()).toContain(CODE.verificationUri));
  it('spells the code for reading aloud', () => expect(lines().join(' ')).toContain('F7Q2K 9XLA'));
  it('says how long the code is good for', () => expect(lines().join(' ')).toContain('15 min'));
  it('warns of codes that somebody else sent', () => expect(lines().join(' ')).toContain('started yourself'));

  it.each([
    ['drawn', {}],
    ['in 44 columns', { columns: 44 }],
    ['spoken', { accessible: true }],
  ])(
    'says what to do where the page refuses the code, with the command alone on a line: %s',
    (_how, more) => {
      const shown = lines(fakeTerminal(more));
      expect(shown.join(' ')).toMatch(/53003 or 530035.*Ctrl-C/);
      expect(shown).toContain(CODE.otherwise);
    },
  );

  it('spells letter by letter for a screen reader', () =>
    expect(lines(fakeTerminal({ accessible: true }))).toContain('Letter by letter: F 7 Q 2 K 9 X L A.'));

  it('fits 44 columns', () =>
    expect(Math.max(...lines(fakeTerminal({ columns: 44 })).map((line) => line.length))).toBeLessThanOrEqual(
      44,
    ));
});

describe('a sign-in by device code', () => {
  it('shows the code, waits and ends with the session', async () => {
    const { host, terminal } = setUp();
    const session = await withDeviceCode(host, async (onCode) => {
      onCode(CODE);
      return 'session';
    });
    expect(session).toBe('session');
    expect(terminal.saidErr()).toContain('Waiting for the sign-in, up to 15 min: done');
  });

  it('ends the wait when the sign-in fails', async () => {
    const { host, terminal } = setUp();
    const signIn = withDeviceCode(host, async (onCode) => {
      onCode(CODE);
      throw new Error('declined');
    });
    await expect(signIn).rejects.toThrow('declined');
    expect(terminal.saidErr()).toContain('Waiting for the sign-in, up to 15 min: failed');
  });

  it('shows nothing when no code was needed', async () => {
    const { host, terminal } = setUp();
    await withDeviceCode(host, async () => 'cached');
    expect(terminal.saidErr()).toBe('');
  });
});
