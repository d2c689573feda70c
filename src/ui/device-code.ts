import type { Terminal } from '../ports.ts';
import { spellElapsed } from './elapsed.ts';
import { widthOf, wrapText } from './layout.ts';
import { createProgress, type ProgressHost } from './progress.ts';
import { styleFor } from './style.ts';

/** The code with which a person signs in on any device. */
export interface DeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  /** How long the code is valid, in milliseconds. */
  readonly validFor: number;
  /** The command that signs in by browser, for a page that refuses the code. */
  readonly otherwise: string;
}

const WARNING =
  'Only enter a code that you started yourself: whoever sent you one would be signed in as you.';

/**
 * What to do where a policy blocks the flow: the page alone shows that, and this program keeps waiting (facts: graph.md §4.2).
 */
const REFUSED =
  'If the page refuses it with 53003 or 530035, your organisation blocks device codes, and waiting here leads nowhere. Press Ctrl-C and sign in by browser:';

/** The screen for a device code. The code stands alone on a line, so that a double click or a line select copies it. */
export function renderDeviceCode(code: DeviceCode, terminal: Terminal): string {
  if (terminal.accessible) return spokenDeviceCode(code, terminal);
  const { bold, cyan } = styleFor(terminal);
  const aloud = `To read it aloud: ${spelled(code.userCode)}. Valid for ${spellValidity(code)}.`;
  return [
    '',
    '  Open this page on any device',
    '',
    `  ${cyan(code.verificationUri)}`,
    '',
    '  and enter this code',
    '',
    `  ${bold(code.userCode)}`,
    '',
    wrapText(aloud, widthOf(terminal), '  '),
    wrapText(WARNING, widthOf(terminal), '  '),
    wrapText(REFUSED, widthOf(terminal), '  '),
    '',
    `  ${code.otherwise}`,
    '',
    '',
  ].join('\n');
}

function spokenDeviceCode(code: DeviceCode, terminal: Terminal): string {
  return [
    `Open this page: ${code.verificationUri}`,
    'Enter this code there:',
    code.userCode,
    `Letter by letter: ${[...code.userCode].join(' ')}.`,
    `The code is valid for ${spellValidity(code)}.`,
    wrapText(WARNING, widthOf(terminal)),
    wrapText(REFUSED, widthOf(terminal)),
    code.otherwise,
    '',
  ].join('\n');
}

const ROUND_MS = 10_000;

/** How long the code is valid, rounded: it has aged a little on its way here. */
function spellValidity({ validFor }: DeviceCode): string {
  return spellElapsed(Math.round(validFor / ROUND_MS) * ROUND_MS);
}

/** The code in two groups, such as `F7Q2 K9XL`, which are easier to say and to type. */
function spelled(code: string): string {
  const middle = Math.ceil(code.length / 2);
  return `${code.slice(0, middle)} ${code.slice(middle)}`;
}

/**
 * Runs a sign-in by device code: shows the code when it arrives, then how long we have been waiting, until the
 * sign-in ends one way or the other.
 */
export async function withDeviceCode<Session>(
  host: ProgressHost,
  signIn: (onCode: (code: DeviceCode) => void) => Promise<Session>,
): Promise<Session> {
  const waits: Promise<unknown>[] = [];
  const settled = { resolve: () => {}, reject: (_reason: unknown) => {} };
  const ended = new Promise<void>((resolve, reject) => Object.assign(settled, { resolve, reject }));
  ended.catch(() => undefined);
  let isOver = false;
  const onCode = (code: DeviceCode) => {
    // After Ctrl-C the SDK goes on in the background, and its code may still arrive.
    if (isOver) return;
    host.terminal.err(renderDeviceCode(code, host.terminal));
    const title = `Waiting for the sign-in, up to ${spellValidity(code)}`;
    waits.push(createProgress(host).step(title, () => ended));
  };
  try {
    const session = await signIn(onCode);
    settled.resolve();
    await Promise.all(waits);
    return session;
  } catch (error) {
    isOver = true;
    settled.reject(error);
    await Promise.allSettled(waits);
    throw error;
  }
}
