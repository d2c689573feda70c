/** The columns, in their order. A cell is empty where it does not apply or could not be read. */
export const COLUMNS = [
  'thing',
  'set_up',
  'tenant_id',
  'tenant_name',
  'app',
  'app_id',
  'name',
  'value',
  'resource',
  'asked',
  'granted_to',
  'since',
  'key_id',
  'start',
  'end',
  'days_left',
  'read_by',
  'in_blueprint',
  'status',
  'severity',
  'expected',
  'actual',
  'evidence',
  'judged_by',
  'judged_at',
  'tool_version',
  'sha256',
  'commit',
] as const;

/** The values of one row by column. */
export type CsvRow = { readonly thing: string } & Partial<
  Record<(typeof COLUMNS)[number], string | number | null | undefined>
>;
