/** A stretch of a configuration file. Lines and columns count from 1. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where a blueprint value such as `serverApi.identifierUri` stands in its file; null when nobody wrote it there. */
export type Locate = (configFile: string | undefined, configPath: string | null) => Region | null;

/** How to find a configuration file, and values in it. */
export interface Places {
  readonly locate?: Locate;
  /** The path of a configuration from the root of its repository, as code hosts take it. */
  readonly inRepository?: (configFile: string) => string;
  /** The file that was judged where the reports name none: a snapshot, or the usual blueprint. */
  readonly judged?: string;
}

/** What the terminal can show. 0 columns mean an unknown width, null means no terminal. */
export interface TextOptions {
  readonly columns: number | null;
  readonly color: boolean;
  readonly unicode: boolean;
  readonly accessible: boolean;
  readonly verbose: boolean;
}

/** What formats may need beside the document. */
export interface RenderOptions extends Partial<TextOptions>, Places {
  /** The steps were shown while they were done, so the text does not list them again. */
  readonly stepsShown?: boolean;
  /** Masks tenant, app, object and key ids, domains and sign-in names. */
  readonly redact?: 'ids';
}
