import type { Applied, Report, ReportedError } from '../../core/report.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';

type Told = Pick<Outside, 'version' | 'nodeVersion' | 'clock'>;

/** Members of a report that a command fills in. */
export type ReportBody = Omit<
  Report,
  'schemaVersion' | 'command' | 'tool' | 'ok' | 'startedAt' | 'durationMs'
> & {
  /** Where the exit code alone does not say it: a plan with changes is fine. */
  readonly ok?: boolean;
};

/** Starts the clock of a command; the returned function completes its report. */
export function startReport(
  command: string,
  { version, nodeVersion, clock }: Told,
): (body: ReportBody) => Report {
  const started = clock.now();
  return (body) => ({
    schemaVersion: '1.0',
    command,
    tool: { name: 'entra-mcp-setup', version, node: nodeVersion },
    ok: body.exitCode === 0,
    startedAt: started.toISOString(),
    durationMs: Math.max(0, clock.now().getTime() - started.getTime()),
    ...body,
  });
}

const RETRYABLE = new Set(['UNAVAILABLE', 'THROTTLED', 'STOPPED_HALF_WAY', 'INTERRUPTED', 'TERMINATED']);

/** An error as the result document holds it. */
export function describeError(error: unknown): ReportedError {
  const known = asSetupError(error);
  return {
    code: known.code,
    title: known.message,
    detail: known.detail,
    aadsts: known.aadsts,
    correlationId: known.correlationId,
    retryable: RETRYABLE.has(known.code),
    nextSteps: known.advice,
  };
}

/** How a run ends for this. With `--detailed-exitcode` the 2 means changes, and any error is 1. */
export function failureExitCode(
  error: unknown,
  { detailedExitcode }: { readonly detailedExitcode?: boolean },
): number {
  return detailedExitcode ? 1 : asSetupError(error).exitCode;
}

/** What is not ours to foresee is our bug, and says so. */
export function asSetupError(error: unknown): SetupError {
  if (error instanceof SetupError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new SetupError('BUG', `entra-mcp-setup met a case it does not know: ${message}`, {
    advice: ['Run again with --debug and report what it prints'],
    cause: error,
  });
}

/** An error that carries what was done before it, so that the report can say so. */
export class StoppedError extends SetupError {
  readonly applied: Applied;
  /** The blueprint that was written meanwhile, where no flag names it; null where none was. */
  readonly config: string | null;

  constructor(cause: SetupError, applied: Applied, advice: readonly string[], config: string | null = null) {
    super(stoppedCode(cause, applied), cause.message, {
      advice: [...cause.advice, ...advice],
      cause,
      ...cause.traces,
    });
    this.applied = applied;
    this.config = config;
  }
}

/** The same, of a set-up whose blueprint no flag names. */
export function stoppedIn(error: StoppedError, config: string): StoppedError {
  const { cause, applied, advice } = error;
  return cause instanceof SetupError
    ? new StoppedError(cause, applied, advice.slice(cause.advice.length), config)
    : error;
}

/** Once something was written the code is 6, whatever the cause; an interrupt stays one. */
function stoppedCode({ code }: SetupError, { done }: Applied): SetupError['code'] {
  const interrupted = code === 'INTERRUPTED' || code === 'TERMINATED';
  return done.length === 0 || interrupted ? code : 'STOPPED_HALF_WAY';
}

/** Does a step that has a title. Where it fails, so does the run. */
type TitledStep = <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;

/** Steps after something was done: `failureOf` makes of a step's error the one to fail with, which lists that. */
export function stepsAfter(failureOf: (error: unknown, title: string) => unknown): TitledStep {
  return async (title, work) => {
    try {
      return await work();
    } catch (error) {
      throw failureOf(error, title);
    }
  };
}
