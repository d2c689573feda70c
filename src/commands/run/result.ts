import type { Applied, Report, ReportedError } from '../../core/report.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';

/** Members of a report that a command fills in. */
export type ReportBody = Omit<
  Report,
  'schemaVersion' | 'command' | 'tool' | 'ok' | 'startedAt' | 'durationMs'
> & {
  /** Absent where it follows from the exit code; a plan with changes is fine, whatever its exit code. */
  readonly ok?: boolean;
};

/** What a report tells of the run that made it. */
export type Reporting = Pick<Outside, 'clock' | 'nodeVersion' | 'version'>;

/** Starts the clock of a command; the returned function completes its report. */
export function startReport(
  command: string,
  { version, nodeVersion, clock }: Reporting,
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

/** The exit code for an error. With `--detailed-exitcode` 2 means changes, and any error is 1. */
export function failureExitCode(
  error: unknown,
  { detailedExitcode }: { readonly detailedExitcode?: boolean },
): number {
  return detailedExitcode ? 1 : asSetupError(error).exitCode;
}

/** The error itself, or a `BUG` that wraps any other than a `SetupError`. */
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
  /** The blueprint that this run wrote, where no flag names it; null where there is none such. */
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

/** The error with the blueprint that this run wrote, which the commands it prints have to name. */
export function stoppedIn(error: StoppedError, config: string): StoppedError {
  const { cause, applied, advice } = error;
  return cause instanceof SetupError
    ? new StoppedError(cause, applied, advice.slice(cause.advice.length), config)
    : error;
}

/** `STOPPED_HALF_WAY` once something was done, whatever the cause; an interrupt stays one. */
function stoppedCode({ code }: SetupError, { done }: Applied): SetupError['code'] {
  const interrupted = code === 'INTERRUPTED' || code === 'TERMINATED';
  return done.length === 0 || interrupted ? code : 'STOPPED_HALF_WAY';
}

type TitledStep = <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;

/** Runs steps after something was done. `failureOf` makes the error of a step into one that lists what was done. */
export function stepsAfter(failureOf: (error: unknown, title: string) => unknown): TitledStep {
  return async (title, work) => {
    try {
      return await work();
    } catch (error) {
      throw failureOf(error, title);
    }
  };
}
