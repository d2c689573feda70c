import type { EditKind } from './definition.ts';

export interface SetTokenVersion {
  readonly kind: 'set-token-version';
  readonly app: 'server';
  readonly from: number | null;
  readonly to: 2;
}

export const setTokenVersion: EditKind<SetTokenVersion> = {
  summary: () => 'Issue v2 access tokens for MCP Server API',
  describe: ({ from, to }) => ({
    before: { 'api.requestedAccessTokenVersion': from },
    after: { 'api.requestedAccessTokenVersion': to },
  }),
  edit: (_before, { to }) => ({ tokenVersion: to }),
};
