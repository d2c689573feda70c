import { SetupError } from '../../src/errors.ts';

/** The error that `work` ends with; anything else fails the test. */
export async function refusalOf(work: Promise<unknown>): Promise<SetupError> {
  const outcome = await work.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  );
  if ('thrown' in outcome && outcome.thrown instanceof SetupError) return outcome.thrown;
  throw new Error(`expected a SetupError, got ${JSON.stringify(outcome)}`, {
    cause: 'thrown' in outcome ? outcome.thrown : undefined,
  });
}

/** Everything of an error that may reach a person. */
export function everythingIn(error: SetupError): string {
  return JSON.stringify([
    error.message,
    error.advice,
    error.detail,
    error.aadsts,
    error.correlationId,
    error.stack,
  ]);
}
