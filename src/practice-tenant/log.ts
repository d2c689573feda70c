/** One request that the practice tenant answered. A `$batch` is one request; its parts stand in `parts`. */
export interface PracticeRequestRecord {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly body: string;
  readonly parts?: readonly {
    readonly method: string;
    readonly url: string;
    readonly status: number;
    readonly body: string;
  }[];
}
