import type { BlueprintInput } from '../core/answers.ts';
import { type Blueprint, defaultAdditionalIdentifierUris, scopeNamed } from '../core/blueprint.ts';
import { completeForReading, DEFAULT_FEDERATED_NAME } from './complete.ts';

/** Values by their path in the file, such as `serverApi.credential.months`, in the order of a new file. */
export type FileValues = Readonly<Record<string, unknown>>;

/** The answers that were given, by path. */
export function valuesOfInput(input: BlueprintInput): FileValues {
  return present({
    tenant: input.tenant,
    cloud: input.cloud,
    marker: input.marker,
    'clientApp.displayName': input.clientName,
    'clientApp.redirectUris': input.redirectUris,
    'clientApp.backupRedirectUris': input.backupRedirectUris,
    'clientApp.clients': input.clients,
    'clientApp.appId': input.clientAppId,
    'serverApi.displayName': input.serverName,
    'serverApi.identifierUri': input.appIdUri,
    'serverApi.additionalIdentifierUris': input.additionalIdentifierUris,
    'serverApi.scope.value': input.scope,
    ...under('serverApi.scope', input.scopeTexts),
    'serverApi.appId': input.serverAppId,
    'serverApi.preAuthorizedClients': input.preAuthorizedClients,
    ...credentialValues(input),
    'gateway.callbackUrl': input.gatewayCallback,
    'gateway.mcpServerEndpoint': input.mcpUrl,
    'gateway.clientUrl': input.clientUrl,
    graphPermissions: input.graphPermissions,
    signInPermissions: input.signInPermissions,
    grantAdminConsent: input.grantAdminConsent,
    'env.preset': input.envPreset,
    'env.prefix': input.envPrefix,
    'env.dialect': input.envDialect,
    ...under('env.map', input.envMap),
  });
}

function credentialValues(input: BlueprintInput): FileValues {
  return {
    'serverApi.credential.kind': input.credential,
    'serverApi.credential.displayName': input.secretName,
    'serverApi.credential.months': input.secretMonths,
    'serverApi.credential.file': input.certificate,
    'serverApi.credential.create': input.createCertificate,
    'serverApi.credential.thumbprint': input.certificateThumbprint,
    'serverApi.credential.name': input.federatedName,
    'serverApi.credential.issuer': input.federatedIssuer,
    'serverApi.credential.subject': input.federatedSubject,
    'serverApi.credential.keyIds': input.keyIds,
  };
}

/** The values of a blueprint, by path. The file's `env` is not part of it. */
export function valuesOfBlueprint(blueprint: Blueprint): FileValues {
  const { clientApp, serverApi, gateway } = blueprint;
  const { value, ...scopeTexts } = serverApi.scope;
  return valuesOfInput({
    tenant: blueprint.tenant,
    cloud: blueprint.cloud,
    ...(blueprint.marker !== null && { marker: blueprint.marker }),
    clientName: clientApp.displayName,
    redirectUris: clientApp.redirectUris,
    backupRedirectUris: clientApp.backupRedirectUris,
    clients: clientApp.clients,
    ...(clientApp.appId && { clientAppId: clientApp.appId }),
    serverName: serverApi.displayName,
    appIdUri: serverApi.identifierUri,
    additionalIdentifierUris: serverApi.additionalIdentifierUris,
    scope: value,
    scopeTexts,
    ...(serverApi.appId && { serverAppId: serverApi.appId }),
    preAuthorizedClients: serverApi.preAuthorizedClients,
    ...credentialInput(serverApi.credential),
    ...(serverApi.keyIds.length > 0 && { keyIds: serverApi.keyIds }),
    gatewayCallback: gateway.callbackUrl,
    ...(gateway.mcpServerEndpoint !== null && { mcpUrl: gateway.mcpServerEndpoint }),
    ...(gateway.clientUrl !== null && { clientUrl: gateway.clientUrl }),
    graphPermissions: blueprint.graphPermissions,
    signInPermissions: blueprint.signInPermissions,
    grantAdminConsent: blueprint.grantAdminConsent,
  });
}

/** The defaults, by path, for a file with this scope and Application ID URI. */
export function defaultValues({ scope, identifierUri }: Blueprint['serverApi']): FileValues {
  const completion = completeForReading({ tenant: 'x' });
  if ('missing' in completion) return {};
  const { tenant, ...values } = valuesOfBlueprint(completion.blueprint);
  const { value, ...texts } = scopeNamed(scope.value);
  return {
    ...values,
    ...under('serverApi.scope', texts),
    'serverApi.additionalIdentifierUris': defaultAdditionalIdentifierUris(identifierUri),
    'serverApi.credential.create': false,
    'serverApi.credential.name': DEFAULT_FEDERATED_NAME,
  };
}

function credentialInput(credential: Blueprint['serverApi']['credential']): BlueprintInput {
  switch (credential.kind) {
    case 'secret':
      return { credential: 'secret', secretName: credential.displayName, secretMonths: credential.months };
    case 'certificate': {
      const { file, create, certificate } = credential;
      const certificateThumbprint = certificate?.thumbprint ?? credential.thumbprint;
      return {
        credential: 'certificate',
        createCertificate: create,
        ...(file !== null && { certificate: file }),
        ...(certificateThumbprint !== null && { certificateThumbprint }),
      };
    }
    case 'federated': {
      const { name, issuer, subject } = credential;
      return {
        credential: 'federated',
        federatedName: name,
        federatedIssuer: issuer,
        federatedSubject: subject,
      };
    }
  }
}

function under(parent: string, members: object | undefined): FileValues {
  return Object.fromEntries(
    Object.entries(members ?? {}).map(([name, value]) => [`${parent}.${name}`, value]),
  );
}

function present(values: FileValues): FileValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
