import { ClientAssertionCredential } from '@azure/identity';
import { SetupError } from '../../errors.ts';
import type { Files } from '../../ports.ts';
import { appSettingsOf, fromSdk, type OpenCredential, requiredVariables } from './method.ts';

const METHOD = 'workload-identity';

/**
 * Signs in as an app with the token that the platform keeps in a file. It is read for each exchange, since Kubernetes
 * replaces it every hour. `WorkloadIdentityCredential` does the same, but not through our port for files.
 */
export const openWorkloadIdentity: OpenCredential = async (setup) => {
  const { clientId, tenant } = appSettingsOf(METHOD, setup);
  const { AZURE_FEDERATED_TOKEN_FILE: path } = requiredVariables(METHOD, setup.ports.env, [
    'AZURE_FEDERATED_TOKEN_FILE',
  ]);
  const assertion = () => setup.watch.during(() => readAssertion(path, setup.ports.files));
  return fromSdk(new ClientAssertionCredential(tenant, clientId, assertion, setup.sdk));
};

async function readAssertion(path: string, files: Pick<Files, 'readText'>): Promise<string> {
  const token = (await files.readText(path))?.trim();
  if (token) return token;
  throw new SetupError('FILE_INVALID', `AZURE_FEDERATED_TOKEN_FILE names ${path}, but no token is there.`, {
    advice: [
      'In Kubernetes: label the pod azure.workload.identity/use: "true" and name its service account.',
    ],
  });
}
