import type { WantedCredential, WantedScope } from '../blueprint.ts';
import type { Cloud } from '../cloud.ts';
import type { AppId, KeyId } from '../ids.ts';
import type { EnvDialect, EnvPreset, EnvSetting } from './env.ts';
import type { Parsed } from './parse.ts';

/** Everything an operator can configure, by flag, environment variable, key of the file, or question of the wizard. */
export interface Answers {
  readonly tenant: string;
  readonly cloud: Cloud;
  readonly clientName: string;
  readonly serverName: string;
  readonly clientAppId: AppId;
  readonly serverAppId: AppId;
  readonly redirectUris: readonly string[];
  readonly backupRedirectUris: readonly string[];
  readonly clients: readonly string[];
  readonly gatewayCallback: string;
  readonly mcpUrl: string;
  readonly clientUrl: string;
  readonly appIdUri: string;
  readonly additionalIdentifierUris: readonly string[];
  readonly preAuthorizedClients: readonly string[];
  readonly scope: string;
  readonly graphPermissions: readonly string[];
  readonly credential: WantedCredential['kind'];
  readonly secretMonths: number;
  readonly certificate: string;
  readonly createCertificate: boolean;
  readonly federatedIssuer: string;
  readonly federatedSubject: string;
  readonly grantAdminConsent: boolean;
  readonly outDir: string;
  readonly envPreset: EnvPreset;
  readonly envPrefix: string;
  readonly envDialect: EnvDialect;
}

export type AnswerName = keyof Answers;

/** Values that only the file can set: the guide fixes them and few people change them. */
export interface FileOnlyAnswers {
  readonly scopeTexts: Partial<Omit<WantedScope, 'value'>>;
  readonly signInPermissions: readonly string[];
  readonly secretName: string;
  readonly marker: string;
  readonly keyIds: readonly KeyId[];
  readonly certificateThumbprint: string;
  readonly federatedName: string;
  readonly envMap: Readonly<Partial<Record<EnvSetting, string>>>;
}

/** Answers from one source or several, merged; those that were not given are absent. */
export type BlueprintInput = Partial<Answers> & Partial<FileOnlyAnswers>;

/** One answer and every way to give it. */
export interface Answer<Value> {
  readonly flag: string;
  /** Name of the flag's value in help, or null for a switch. */
  readonly flagArgument: string | null;
  readonly variable: string;
  /** Path in entra-mcp.yaml, or null where the file cannot say it. */
  readonly configKey: string | null;
  readonly summary: string;
  /** The words that it can be; absent where anything goes. */
  readonly words?: readonly string[];
  /** Whether the flag may be given several times, each adding to the list. */
  readonly repeatable: boolean;
  /** Why it is asked, and what breaks otherwise. */
  readonly why: string;
  /** What holds when nobody answers, as people read it; null when there is no default. */
  readonly defaultText: string | null;
  readonly parse: (text: string) => Parsed<Value>;
}

/** A row of `ANSWERS`. The variable's name is derived from the flag's. */
export function answer<Value>(
  flag: string,
  flagArgument: string | null,
  row: Pick<Answer<Value>, 'configKey' | 'defaultText' | 'parse' | 'summary' | 'why' | 'words'>,
): Answer<Value> {
  const variable = `ENTRA_MCP_SETUP_${flag.slice(2).toUpperCase().replaceAll('-', '_')}`;
  return { flag, flagArgument, variable, repeatable: false, ...row };
}

/** A row whose flag may be given several times. */
export function repeatable<Value>(row: Answer<readonly Value[]>): Answer<readonly Value[]> {
  return { ...row, repeatable: true };
}
