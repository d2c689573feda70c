/** Facts about the process that decide what the terminal can show, collected by `nodeTerminal`. */
export interface TerminalFacts {
  readonly stdinIsTerminal: boolean;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** Columns of the error stream; 0 when unknown. */
  readonly columns: number;
  readonly ci: boolean;
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags: TerminalFlags;
}

/** The global flags that concern the terminal. */
export interface TerminalFlags {
  readonly noInput: boolean;
  readonly color: 'auto' | 'always' | 'never';
  readonly accessible: boolean;
}

/** What the terminal can show; `Terminal` in `ports.ts` says what each member means. */
export interface TerminalTraits {
  readonly interactive: boolean;
  readonly color: boolean;
  readonly colorOut: boolean;
  readonly unicode: boolean;
  readonly animated: boolean;
  readonly accessible: boolean;
}

/** Below this, a redrawn line wraps and leaves copies of itself behind. */
const MIN_ANIMATED_COLUMNS = 40;

export function traitsOf(facts: TerminalFacts): TerminalTraits {
  const accessible = isAccessible(facts);
  return {
    accessible,
    interactive: whyNotInteractive(facts) === null,
    color: hasColor(facts, facts.stderrIsTerminal),
    colorOut: hasColor(facts, facts.stdoutIsTerminal),
    unicode: hasUnicode(facts),
    animated: facts.stderrIsTerminal && !facts.ci && !accessible && facts.columns >= MIN_ANIMATED_COLUMNS,
  };
}

/** Why no question may be asked, as part of a sentence; null where questions may be asked. */
export function whyNotInteractive(facts: TerminalFacts): string | null {
  if (facts.flags.noInput) return '--no-input was given';
  if (isOn(facts.env.ENTRA_MCP_SETUP_NO_INPUT)) return 'ENTRA_MCP_SETUP_NO_INPUT is set';
  if (facts.ci) return 'this is a CI run';
  if (facts.stdinIsTerminal && facts.stderrIsTerminal) return null;
  // MinTTY offers pipes to native programs, so Node sees no terminal there.
  if (facts.platform === 'win32' && facts.env.MSYSTEM !== undefined) {
    return 'Git Bash hides the terminal (use Windows Terminal, or put winpty in front)';
  }
  return facts.stdinIsTerminal ? 'standard error is not a terminal' : 'standard input is not a terminal';
}

/** Whether plain lines are wanted: asked for, or the terminal cannot move its cursor (TERM=dumb, width 0). */
function isAccessible({ flags, env, stderrIsTerminal, columns }: TerminalFacts): boolean {
  if (flags.accessible || isOn(env.ENTRA_MCP_SETUP_ACCESSIBLE)) return true;
  return stderrIsTerminal && (env.TERM === 'dumb' || columns === 0);
}

/** `--color`, then FORCE_COLOR, then a non-empty NO_COLOR, then TERM=dumb, then the stream (no-color.org; Node's tty). */
function hasColor({ flags, env }: TerminalFacts, streamIsTerminal: boolean): boolean {
  if (flags.color !== 'auto') return flags.color === 'always';
  if (env.FORCE_COLOR !== undefined) return ['', '1', '2', '3', 'true'].includes(env.FORCE_COLOR);
  if (env.NO_COLOR) return false;
  return env.TERM !== 'dumb' && streamIsTerminal;
}

function hasUnicode({ platform, env }: TerminalFacts): boolean {
  if (platform === 'win32') return isModernWindowsTerminal(env);
  if (env.TERM === 'linux') return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return !locale || /utf-?8/i.test(locale);
}

/** Whether it is a Windows terminal that shows Unicode. Older consoles show arrows and check marks as question marks. */
function isModernWindowsTerminal(env: TerminalFacts['env']): boolean {
  return (
    Boolean(env.WT_SESSION || env.TERMINUS_SUBLIME || env.ConEmuTask) ||
    env.TERM_PROGRAM === 'vscode' ||
    env.TERMINAL_EMULATOR === 'JetBrains-JediTerm' ||
    ['xterm-256color', 'alacritty'].includes(env.TERM ?? '')
  );
}

/** Whether a variable switches something on: by any value but empty, `0`, `false` and `no`. */
function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no'].includes(value.toLowerCase());
}
