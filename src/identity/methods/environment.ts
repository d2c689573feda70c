import { ClientCertificateCredential, ClientSecretCredential } from '@azure/identity';
import { SetupError } from '../../errors.ts';
import type { Environment } from '../auth-method.ts';
import { appSettingsOf, fromSdk, type MethodSetup, missingVariables, type OpenCredential } from './method.ts';

const METHOD = 'environment';

/** Signs in as an app with the secret or certificate of the `AZURE_*` variables. */
export const openEnvironment: OpenCredential = async (setup) => {
  const { clientId, tenant } = appSettingsOf(METHOD, setup);
  const secret = setup.ports.env.AZURE_CLIENT_SECRET;
  if (secret) return fromSdk(new ClientSecretCredential(tenant, clientId, secret, setup.sdk));
  return fromSdk(
    new ClientCertificateCredential(
      tenant,
      clientId,
      { certificate: await readCertificate(setup), ...passwordOf(setup.ports.env) },
      { ...setup.sdk, sendCertificateChain: sendsChain(setup.ports.env) },
    ),
  );
};

async function readCertificate({ ports }: MethodSetup): Promise<string> {
  const path = ports.env.AZURE_CLIENT_CERTIFICATE_PATH;
  if (!path) throw missingVariables(METHOD, ['AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH']);
  const pem = await ports.files.readText(path);
  if (pem?.includes('PRIVATE KEY-----') && pem.includes('BEGIN CERTIFICATE-----')) return pem;
  const found = pem === null ? 'no file' : 'no PEM file with certificate and private key';
  throw new SetupError(
    'FILE_INVALID',
    `AZURE_CLIENT_CERTIFICATE_PATH names ${path}, but there is ${found}.`,
    {
      advice: ['A .pfx becomes PEM with: openssl pkcs12 -in FILE.pfx -out FILE.pem -nodes'],
    },
  );
}

function passwordOf(env: Environment): { readonly certificatePassword?: string } {
  const password = env.AZURE_CLIENT_CERTIFICATE_PASSWORD;
  return password === undefined ? {} : { certificatePassword: password };
}

function sendsChain(env: Environment): boolean {
  return ['1', 'true'].includes(env.AZURE_CLIENT_SEND_CERTIFICATE_CHAIN?.toLowerCase() ?? '');
}
