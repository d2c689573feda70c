import type { Cloud } from '../../core/cloud.ts';
import type { AppWord } from '../../core/ids.ts';

/** A request to Microsoft Graph as somebody else would send it by hand. */
export interface ScriptRequest {
  /** What it is for, as the plan says it. */
  readonly summary: string;
  readonly method: string;
  /** Ids that do not exist yet stand in braces. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly remark?: string;
  /** Applies to every user of the tenant. */
  readonly isConsent?: boolean;
  /** What its answer tells that later requests, or a person, need. */
  readonly gives?: Gift;
}

export type Gift =
  | { readonly kind: 'application' | 'service-principal'; readonly app: AppWord }
  | { readonly kind: 'secret' };

/** A plan as somebody else would carry it out by hand. */
export interface Script {
  readonly requests: readonly ScriptRequest[];
  readonly cloud: Cloud;
  /** Tenant id or domain to sign in to. */
  readonly tenantName: string;
  /** App ids, in braces where Entra has yet to choose them. */
  readonly appIds: Readonly<Record<AppWord, string>>;
  /** Common name of a certificate that is yet to be made. */
  readonly commonName: string;
  /** The command that goes on from the apps, with ids that do not exist yet in braces. */
  readonly next: string;
}

/** Where the secret goes, which Entra shows once. */
export const SECRET_FILE = 'mcp-server-secret.txt';
/** Where the private key of a certificate goes. */
export const KEY_FILE = 'mcp-server-certificate.pem';
/** Life of a certificate that a script makes, in days. */
export const CERTIFICATE_DAYS = 365;

/** What stands in braces, and the variable that holds it once it is known. */
const VARIABLES: Readonly<Record<string, string>> = {
  '{clientApp.appId}': 'CLIENT_APP_ID',
  '{client.objectId}': 'CLIENT_OBJECT_ID',
  '{client.servicePrincipalId}': 'CLIENT_PRINCIPAL_ID',
  '{appId}': 'SERVER_APP_ID',
  '{server.objectId}': 'SERVER_OBJECT_ID',
  '{server.servicePrincipalId}': 'SERVER_PRINCIPAL_ID',
  '{object id of the owner}': 'OWNER_ID',
  '{certificate.keyId}': 'CERTIFICATE_KEY_ID',
  '{base64 of the certificate in DER form}': 'CERTIFICATE',
  '{subject of the certificate}': 'CERTIFICATE_SUBJECT',
};

/** A part of a text: what stands there, or the variable that holds it. */
export type Piece = { readonly text: string } | { readonly variable: string };

/** The text with what stood in braces as variables. */
export function piecesOf(text: string): readonly Piece[] {
  return text.split(/(\{[^{}"]*\})/).flatMap((part): readonly Piece[] => {
    const variable = VARIABLES[part];
    if (variable !== undefined) return [{ variable }];
    return part === '' ? [] : [{ text: part }];
  });
}
