import { createAsker } from '../../src/ui/asker.ts';
import { fakeKeyboard, fakeScreen, fakeTerminal } from './fake-terminal.ts';

export const ESC = '\u001b';

export function setUp(traits = {}) {
  const screen = fakeScreen();
  const terminal = fakeTerminal(traits, screen);
  const keyboard = fakeKeyboard();
  const controller = new AbortController();
  const asker = createAsker({
    terminal,
    streams: { input: keyboard, output: screen },
    interrupt: controller.signal,
  });
  return { terminal, keyboard, screen, controller, asker };
}

export const SELECT = {
  message: 'Which way?',
  help: 'The way decides where you arrive.',
  canGoBack: true,
  initial: 'b',
  choices: [
    { value: 'a', label: 'Left', hint: 'over the hill' },
    { value: 'b', label: 'Right', hint: 'along the river' },
    { value: 'c', label: 'Up', disabled: 'no stairs' },
  ],
};
export const CHECKBOX = { ...SELECT, message: 'Which ones?', initial: ['b'] };
