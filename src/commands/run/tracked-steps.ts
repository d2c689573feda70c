import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { Task } from '../../ui/run-steps.ts';
import { StoppedError } from './result.ts';

/** Shows how far a step has come. */
export type Note = (text: string) => void;

/** Returns a function that makes steps. Each adds its title to `done` when it is done; one that fails throws with that list. */
export function stepsInto(done: string[], { interrupt }: Pick<Outside, 'interrupt'>) {
  return (title: string, act: (note: Note) => Promise<void>): Task => ({
    title,
    run: async (note) => {
      try {
        interrupt.throwIfAborted();
        await act(note);
        done.push(title);
      } catch (error) {
        if (!(error instanceof SetupError)) throw error;
        throw new StoppedError(error, { done, stoppedAt: title, credentials: [], files: [] }, [
          'Run the same command again: what is done is found done',
        ]);
      }
    },
  });
}
