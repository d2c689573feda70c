import { endingOf, framesFor, type ProgressHost, tell } from './progress.ts';
import { type Style, styleFor } from './style.ts';

/** One thing to do, as the list shows it. */
export interface Task {
  readonly title: string;
  readonly run: (note: (text: string) => void) => Promise<void>;
  /** How it ended, called after it succeeded; absent for "done". */
  readonly ending?: () => string;
}

/**
 * Does the steps in order and shows them as a list. Rejects with the first failure; what comes after it is shown as
 * not done. Nothing else may draw while it runs: a step says that it waits by calling `note`.
 */
export async function runTasks(host: ProgressHost, steps: readonly Task[]): Promise<void> {
  if (steps.length === 0) return;
  if (host.terminal.animated) return runDrawn(host, steps);
  return runTold(host, steps);
}

const endingOfStep = ({ ending }: Task): string => ending?.() ?? 'done';

async function runTold(host: ProgressHost, steps: readonly Task[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await tell(host, step.title, step.run, () => endingOfStep(step));
    } catch (error) {
      for (const left of steps.slice(index + 1)) host.terminal.err(`${left.title}: not done\n`);
      throw error;
    }
  }
}

/**
 * listr2 only draws. It would report no failure with `exitOnError: false`, leave with 127 at Ctrl-C, and write to
 * standard output (measured with 9.0.5), so failures are kept here, signals are ours, and its logger has one stream.
 */
async function runDrawn(host: ProgressHost, steps: readonly Task[]): Promise<void> {
  const { DefaultRenderer, Listr, ListrLogger, ProcessOutput, Spinner } = await import('listr2');
  // listr2 would decide by standard output; this draws on standard error, and the decision was made before.
  DefaultRenderer.nonTTY = true;
  const style = styleFor(host.terminal);
  const failures: unknown[] = [];
  const logger = new ListrLogger({
    useIcons: true,
    processOutput: new ProcessOutput(host.stream, host.stream),
  });
  await new Listr(
    steps.map((step) => ({
      title: step.title,
      task: (_context: unknown, row: Row) => runRow(step, row, style, failures),
    })),
    {
      concurrent: false,
      exitOnError: false,
      registerSignalListeners: false,
      renderer: DefaultRenderer,
      rendererOptions: {
        ...lookOf(style),
        logger,
        spinner: Object.assign(new Spinner(), { spinner: framesFor(style).frames }),
      },
    },
  ).run();
  if (failures.length > 0) throw failures[0];
}

/** The part of a listr2 task that a step may touch. */
interface Row {
  title: string;
  skip(): void;
}

async function runRow(step: Task, row: Row, { dim, red }: Style, failures: unknown[]): Promise<void> {
  if (failures.length > 0) {
    row.title = dim(`${step.title}  not done`);
    return row.skip();
  }
  try {
    await step.run((text) => {
      row.title = `${step.title}  ${dim(text)}`;
    });
    row.title = `${step.title}  ${dim(endingOfStep(step))}`;
  } catch (error) {
    failures.push(error);
    row.title = `${step.title}  ${red(endingOf(error))}`;
    throw error;
  }
}

/** listr2's options for marks and colours by our own traits; by itself it would look at standard output. */
function lookOf({ green, red, dim, glyphs }: Style) {
  const asIs = (text?: string) => text ?? '';
  return {
    collapseErrors: false,
    showErrorMessage: false,
    collapseSkips: false,
    showSkipMessage: false,
    icon: {
      COMPLETED: green(glyphs.done),
      FAILED: red(glyphs.failed),
      WAITING: dim(glyphs.dot),
      SKIPPED_WITHOUT_COLLAPSE: dim(glyphs.dot),
    },
    color: {
      PENDING: asIs,
      COMPLETED: asIs,
      FAILED: asIs,
      WAITING: asIs,
      SKIPPED_WITHOUT_COLLAPSE: asIs,
    },
  };
}
