/** The path of a file: one for all systems, or one for each. `~` and `%NAME%` stand as users write them. */
export type FilePlace = string | { readonly macos: string; readonly linux: string; readonly windows: string };

/**
 * Text with gaps: `{url}` the MCP server's address, `{clientId}` and `{scope}` (full) of this set-up, `{authorizeUrl}` and
 * `{tokenUrl}` of its tenant, `{name}` of the entry, `{port}` of the callback, `{urlHash}` what Codex makes of the address.
 */
export type Gapped = string;

/** A value of a configuration; a text that is one gap alone becomes the gap's own value, such as a number or a list. */
export type EntryValue = Gapped | boolean | readonly EntryValue[] | { readonly [member: string]: EntryValue };

export type ClientEntry = { readonly [member: string]: EntryValue };

/** How the server is configured in a client: by an entry in a file, or by fields that a person fills in. */
export type ClientSetup =
  | {
      readonly by: 'file';
      readonly format: 'json' | 'toml' | 'yaml';
      /** The file of a project, or of the user where there is none of a project. */
      readonly file: FilePlace;
      /** The user's file for all projects, where there is one beside that. */
      readonly userFile: FilePlace | null;
      /** The member that holds all servers, and what stands under the server's name. */
      readonly key: string;
      readonly entry: ClientEntry;
      /** The same for a server that the client starts itself: `{command}`, `{args}` and both as `{commandLine}`. */
      readonly local: ClientEntry | null;
    }
  | {
      readonly by: 'typing';
      /** Where the fields are found, or the command that shows them. */
      readonly where: string;
      readonly fields: readonly (readonly [label: string, value: Gapped])[];
    };

/**
 * What is known to stop the client with Entra. `resource` as an address: Entra refuses one that is no App ID URI.
 * `bare-host-slash`: the client adds a slash to an address without a path, and no App ID URI can end in one.
 */
export type BlockKind =
  | 'resource'
  | 'bare-host-slash'
  | 'forced-consent'
  | 'bare-scope'
  | 'needs-secret'
  | 'wants-pkce-advertised'
  | 'wants-secret-of-public-client'
  | 'port-taken';

/** One MCP client: what it sends, needs and is stopped by. Facts only, each from one of its sources. */
export interface ClientRow {
  readonly name: string;
  readonly title: string;
  /** Its own app id, with which it signs in where no other is configured; null where it needs that of MCP Client App. */
  readonly appId: string | null;
  /** Where its redirect URIs are registered; the platform decides whether Entra wants a secret. */
  readonly platform: 'publicClient' | 'web';
  /** What it sends, with the gaps `{port}` and `{urlHash}`; empty where every connector has an address of its own. */
  readonly redirectUris: readonly Gapped[];
  /** The port for `{port}`: the one that the entry names, or that the client always takes; null where no URI has the gap. */
  readonly port: number | null;
  /** Where a person finds the address to register; null where it is known beforehand. */
  readonly ownAddress: string | null;
  /** What such an address looks like, with the gaps `{id}` and `{host}`. */
  readonly ownShape: Gapped | null;
  readonly secret: 'none' | 'needed';
  readonly setup: ClientSetup;
  /** `resource` (RFC 8707): the server's address as it is, or with a slash added where it has no path. */
  readonly resource: 'exact' | 'slash-on-bare-host';
  /** The flag that leaves `resource` out. */
  readonly resourceSwitch: string | null;
  /** `configured`: the scope of its configuration; `advertised`: what the server's metadata lists. */
  readonly scope: 'configured' | 'advertised';
  readonly forcesConsent: 'always' | 'some-versions' | 'never';
  readonly blocks: readonly BlockKind[];
  readonly notes: readonly string[];
  /** Addresses, or `owner/repository#number`. */
  readonly sources: readonly string[];
  /** Days, `YYYY-MM-DD`. */
  readonly lookedUp: string;
  readonly lookAgain: string;
}
