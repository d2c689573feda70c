/** The snippet for the configuration of an MCP client, the file it belongs in, and what has to be done first. */
export interface ClientConfigReport {
  readonly client: string;
  /** The text for the file, or what to type where there is none. */
  readonly snippet: string;
  /** The file, one for each operating system where its path differs; empty where there is none. */
  readonly files: readonly ClientFile[];
  /** The member of the file that holds all servers; null where there is no file. */
  readonly key: string | null;
  readonly redirectUris: readonly { readonly uri: string; readonly isRegistered: boolean }[];
  readonly notes: readonly string[];
  readonly advice: readonly { readonly text: string; readonly command: string | null }[];
  readonly sources: readonly string[];
}

export interface ClientFile {
  readonly path: string;
  readonly system: 'all' | 'macos' | 'linux' | 'windows';
  readonly scope: 'project' | 'user';
}

export interface KnownClient {
  readonly client: string;
  readonly title: string;
  readonly redirectUris: readonly string[];
  /** Where a person finds the address of a connector; null where it is known beforehand. */
  readonly ownAddress: string | null;
  readonly secret: 'none' | 'needed';
  readonly sources: readonly string[];
  readonly lookedUp: string;
}
