import { ManagedIdentityCredential } from '@azure/identity';
import { SetupError } from '../../errors.ts';
import { transportAsHttpClient } from '../http-client.ts';
import { fromSdk, type OpenCredential } from './method.ts';

/**
 * Signs in as the identity of the Azure host. The credential retries by itself (IMDS answers 404 and 410 while it starts),
 * so it gets the transport without retries.
 */
export const openManagedIdentity: OpenCredential = async ({ clientId, directTransport, ports }) => {
  const userAssigned = clientId ?? ports.env.AZURE_CLIENT_ID;
  const httpClient = transportAsHttpClient(directTransport);
  const credential = new ManagedIdentityCredential({
    httpClient,
    ...(userAssigned ? { clientId: userAssigned } : {}),
  });
  return fromSdk(credential, (error) => (error.aadsts === null ? noIdentityHere(error) : error));
};

function noIdentityHere(error: SetupError): SetupError {
  if (error.code !== 'UNAVAILABLE' && error.code !== 'NOT_SIGNED_IN') return error;
  return new SetupError('NOT_SIGNED_IN', 'This machine offers no managed identity.', {
    advice: [
      'Assign an identity to the Azure host, or sign in another way: --auth workload-identity or github-oidc.',
      'For a user-assigned identity set AZURE_CLIENT_ID to its client id.',
    ],
    detail: error.detail ?? error.message,
  });
}
