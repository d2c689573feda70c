import * as z from 'zod';

const text = z.string();
const texts = z.array(text);

export const resourceMetadataSchema = z.strictObject({
  url: text,
  document: z.strictObject({
    resource: text,
    authorization_servers: texts,
    scopes_supported: texts.exactOptional(),
    bearer_methods_supported: texts,
  }),
  header: text,
  differences: texts.exactOptional(),
});

export const clientConfigSchema = z.strictObject({
  client: text,
  snippet: text,
  files: z.array(
    z.strictObject({
      path: text,
      system: z.enum(['all', 'macos', 'linux', 'windows']),
      scope: z.enum(['project', 'user']),
    }),
  ),
  key: text.nullable(),
  redirectUris: z.array(z.strictObject({ uri: text, isRegistered: z.boolean() })),
  notes: texts,
  advice: z.array(z.strictObject({ text, command: text.nullable() })),
  sources: texts,
});

export const knownClient = z.strictObject({
  client: text,
  title: text,
  redirectUris: texts,
  ownAddress: text.nullable(),
  secret: z.enum(['none', 'needed']),
  sources: texts,
  lookedUp: text,
});
