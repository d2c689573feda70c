import type { Diagnosis } from '../../core/report.ts';
import { facetOf } from '../../core/tenant.ts';
import { diagnose, judgePerson, readFailures } from '../../diagnosis/index.ts';
import { SetupError } from '../../errors.ts';
import { requestPerson } from '../../graph/person.ts';
import type { GatheredKnowledge } from './knowledge.ts';

/** How many different failures of the person's sign-in log are explained. */
const MOST_FAILURES = 3;

/** Diagnoses why one person cannot sign in or see files: from their account as the operator may read it, and their sign-in log. */
export async function diagnosePerson(
  { connection, knowledge, refused }: GatheredKnowledge,
  upn: string,
): Promise<readonly Diagnosis[]> {
  if (refused !== null) throw refused;
  const { tenant, clientAppId, serverAppId } = knowledge;
  if (connection === null || tenant === null)
    throw new SetupError('USAGE', '--user looks a person up in a tenant: name it with --config or --tenant.');
  const person = await requestPerson(connection.graph, upn, {
    clientAppId,
    serverAppId,
    clientPrincipalId: facetOf(tenant, 'clientPrincipal')?.objectId ?? null,
    serverPrincipalId: facetOf(tenant, 'serverPrincipal')?.objectId ?? null,
  });
  const failures = person.failures.state === 'read' ? person.failures.value : [];
  const codes = [...new Map(failures.map((one) => [one.code, one])).values()].slice(0, MOST_FAILURES);
  const texts = codes.map(
    ({ code, appId, at, correlationId }) =>
      `AADSTS${code}: Application '${appId}'. Correlation ID: ${correlationId} Timestamp: ${at}`,
  );
  return [
    judgePerson(person, knowledge),
    ...texts.flatMap((text) => diagnose(readFailures(text), knowledge)),
  ];
}
