import type { DeviceCodePrompt } from '../../identity/sign-in.ts';
import type { Outside } from '../../outside.ts';
import type { DeviceCode } from '../../ui/device-code.ts';
import { say } from '../../ui/layout.ts';
import { again } from './again.ts';

/** The flag that signs in by browser instead, for a page that refuses the code. */
type Otherwise = '--auth browser' | '--user-auth browser';

const ONE_LINE = 'Practice: the sign-in is granted by itself; open nothing.';

/** Shows the device code by `onCode`. In practice one line stands in for it, unless the code will be refused. */
export function showCode(
  prompt: DeviceCodePrompt,
  outside: Pick<Outside, 'clock' | 'practice' | 'terminal' | 'launch'>,
  otherwise: Otherwise,
  onCode: (code: DeviceCode) => void,
): void {
  const { practice, terminal } = outside;
  if (practice?.state.behaviour.deviceCode === 'allowed') {
    say(terminal, [ONE_LINE]);
    return;
  }
  onCode(codeShown(prompt, outside, otherwise));
}

/** The code for the screen, with the command that signs in by browser instead. */
function codeShown(
  { userCode, verificationUri, expiresAt }: DeviceCodePrompt,
  { clock, launch }: Pick<Outside, 'clock' | 'launch'>,
  otherwise: Otherwise,
): DeviceCode {
  const validFor = Date.parse(expiresAt) - clock.now().getTime();
  return { userCode, verificationUri, validFor, otherwise: again(launch, otherwise) };
}

const WAIT = 'The answer is waited for, up to 5 min; Ctrl-C leaves, and nothing is changed.';
const OPENED = `Sign in on the page that has opened in the browser. ${WAIT} The page, should it be hidden:`;
const NOT_OPENED = `No browser opened. ${WAIT} Open this page on this computer to sign in:`;

/** Shows the page of a sign-in in the browser. */
export function showPage(
  { practice, terminal }: Pick<Outside, 'practice' | 'terminal'>,
  { url, opened }: { readonly url: string; readonly opened: boolean },
): void {
  if (practice) {
    say(terminal, [ONE_LINE]);
    return;
  }
  say(terminal, ['', opened ? OPENED : NOT_OPENED]);
  terminal.err(`\n${url}\n\n`);
}
