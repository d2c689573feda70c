import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { Files, Terminal } from '../../ports.ts';
import { silentProgress } from '../../ui/progress.ts';

/** The outside for a tool call: nothing is printed, since standard output is the protocol's; nobody is asked; no file is written. */
export function quietOutside(outside: Outside): Outside {
  return {
    ...outside,
    terminal: mute(outside.terminal),
    files: readOnly(outside.files),
    progress: silentProgress(),
    browser: { open: async () => false },
  };
}

function mute(terminal: Terminal): Terminal {
  const silent = () => undefined;
  return {
    ...terminal,
    out: silent,
    err: silent,
    annotate: silent,
    columns: 0,
    interactive: false,
    drawn: false,
    color: false,
    colorOut: false,
    animated: false,
    readStdin: async () => '',
    stdinIsTerminal: true,
  };
}

function readOnly(files: Files): Files {
  const refuse = (path: string) =>
    Promise.reject(new SetupError('BUG', `${path} would have been written; this server only reads.`));
  return { ...files, writeText: refuse, writeBytes: refuse, copy: refuse, remove: refuse };
}
