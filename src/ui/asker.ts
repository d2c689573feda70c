import { SetupError } from '../errors.ts';
import type { Asker } from '../ports.ts';
import type { AskerHost } from './asker-host.ts';

/**
 * The asker for this terminal, loaded at the first question. Every question fails at once where nobody could answer:
 * prompts that meet the end of their input leave the process with exit code 0 (measured with @inquirer/prompts 8.7.5).
 */
export function createAsker(host: AskerHost): Asker {
  let loading: Promise<Asker> | null = null;
  const loaded = (question: { readonly message: string }): Promise<Asker> => {
    if (!host.terminal.interactive) return Promise.reject(notInteractive(question.message));
    loading ??= load(host);
    return loading;
  };
  return {
    select: async (question) => (await loaded(question)).select(question),
    checkbox: async (question) => (await loaded(question)).checkbox(question),
    text: async (question) => (await loaded(question)).text(question),
  };
}

async function load(host: AskerHost): Promise<Asker> {
  if (host.terminal.accessible) return (await import('./accessible-asker.ts')).accessibleAsker(host);
  return (await import('./drawn-asker.ts')).drawnAsker(host);
}

function notInteractive(question: string): SetupError {
  return new SetupError('MISSING_ANSWERS', `Nobody can be asked here: ${question}`, {
    advice: ['Give the answer as a flag, a variable or in entra-mcp.yaml.', 'Run the command in a terminal.'],
  });
}
