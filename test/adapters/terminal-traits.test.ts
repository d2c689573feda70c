import { describe, expect, it } from 'vitest';
import { type TerminalFacts, traitsOf, whyNotInteractive } from '../../src/adapters/terminal-traits.ts';

const WINDOW: TerminalFacts = {
  stdinIsTerminal: true,
  stdoutIsTerminal: true,
  stderrIsTerminal: true,
  columns: 80,
  ci: false,
  platform: 'linux',
  env: { TERM: 'xterm-256color', LANG: 'en_US.UTF-8' },
  flags: { noInput: false, color: 'auto', accessible: false },
};

const withEnv = (env: TerminalFacts['env']): TerminalFacts => ({ ...WINDOW, env: { ...WINDOW.env, ...env } });
const withFlags = (flags: Partial<TerminalFacts['flags']>): TerminalFacts => ({
  ...WINDOW,
  flags: { ...WINDOW.flags, ...flags },
});

describe('whether questions may be asked', () => {
  it('asks in a terminal window', () => expect(traitsOf(WINDOW).interactive).toBe(true));

  it('asks when only standard output goes to a file', () =>
    expect(traitsOf({ ...WINDOW, stdoutIsTerminal: false }).interactive).toBe(true));

  it.each([
    ['standard input is a pipe', { ...WINDOW, stdinIsTerminal: false }],
    ['standard error is a file', { ...WINDOW, stderrIsTerminal: false }],
    ['a CI run has a terminal', { ...WINDOW, ci: true }],
    ['--no-input was given', withFlags({ noInput: true })],
    ['the variable says so', withEnv({ ENTRA_MCP_SETUP_NO_INPUT: '1' })],
  ])('never asks when %s', (_reason, facts) => expect(traitsOf(facts).interactive).toBe(false));

  it('takes the variable set to 0 for no', () =>
    expect(traitsOf(withEnv({ ENTRA_MCP_SETUP_NO_INPUT: '0' })).interactive).toBe(true));

  it('names Git Bash as the reason on Windows', () =>
    expect(
      whyNotInteractive({
        ...WINDOW,
        stdinIsTerminal: false,
        platform: 'win32',
        env: { MSYSTEM: 'MINGW64' },
      }),
    ).toContain('winpty'));
});

describe('colour', () => {
  it.each([
    ['a terminal', WINDOW, true],
    ['NO_COLOR', withEnv({ NO_COLOR: '1' }), false],
    ['an empty NO_COLOR', withEnv({ NO_COLOR: '' }), true],
    ['FORCE_COLOR over NO_COLOR', withEnv({ NO_COLOR: '1', FORCE_COLOR: '1' }), true],
    ['FORCE_COLOR=0', withEnv({ FORCE_COLOR: '0' }), false],
    [
      '--color never over FORCE_COLOR',
      { ...withEnv({ FORCE_COLOR: '1' }), flags: { ...WINDOW.flags, color: 'never' as const } },
      false,
    ],
    [
      '--color always over NO_COLOR',
      { ...withEnv({ NO_COLOR: '1' }), flags: { ...WINDOW.flags, color: 'always' as const } },
      true,
    ],
    ['TERM=dumb', withEnv({ TERM: 'dumb' }), false],
    ['a pipe', { ...WINDOW, stderrIsTerminal: false }, false],
  ])('follows %s', (_reason, facts, expected) => expect(traitsOf(facts).color).toBe(expected));

  it('judges standard output by itself', () =>
    expect(traitsOf({ ...WINDOW, stdoutIsTerminal: false })).toMatchObject({ color: true, colorOut: false }));
});

describe('animation and plain lines', () => {
  it.each([
    ['a narrow terminal', { ...WINDOW, columns: 39 }],
    ['a CI run with a terminal', { ...WINDOW, ci: true }],
    ['a pipe', { ...WINDOW, stderrIsTerminal: false }],
    ['--accessible', withFlags({ accessible: true })],
  ])('keeps still in %s', (_reason, facts) => expect(traitsOf(facts).animated).toBe(false));

  it.each([
    ['--accessible', withFlags({ accessible: true })],
    ['its variable', withEnv({ ENTRA_MCP_SETUP_ACCESSIBLE: '1' })],
    ['TERM=dumb', withEnv({ TERM: 'dumb' })],
    ['zero columns', { ...WINDOW, columns: 0 }],
  ])('reads lines for %s', (_reason, facts) => expect(traitsOf(facts).accessible).toBe(true));

  it('does not take a pipe for a screen reader', () =>
    expect(traitsOf({ ...WINDOW, stderrIsTerminal: false, columns: 0 }).accessible).toBe(false));
});

describe('glyphs', () => {
  it.each([
    ['a UTF-8 locale', WINDOW, true],
    ['no locale at all', { ...WINDOW, env: {} }, true],
    ['LC_ALL=C', withEnv({ LC_ALL: 'C' }), false],
    ['the Linux console', withEnv({ TERM: 'linux' }), false],
    ['an old Windows console', { ...WINDOW, platform: 'win32', env: {} }, false],
    ['Windows Terminal', { ...WINDOW, platform: 'win32', env: { WT_SESSION: 'x' } }, true],
  ])('follow %s', (_reason, facts, expected) => expect(traitsOf(facts).unicode).toBe(expected));
});
