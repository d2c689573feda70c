import type { RequestedSignIn } from '../failure.ts';
import { masked } from './masked.ts';

const ADDRESS =
  /https:\/\/login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn|windows\.net)\/([\w.{}-]{1,80})\/oauth2\/(v2\.0\/)?authorize/i;
const PROMPT = /[?&; "']prompt["']?[=:]["' ]{0,2}([a-z_]{3,20})/i;
const RESOURCE = /[?&]resource=([^&\s'"`]{1,300})/i;

/** The parameters of an authorization URL in the text. */
export function signInRequestIn(text: string): RequestedSignIn {
  const address = ADDRESS.exec(text);
  const resource = RESOURCE.exec(text)?.[1];
  return {
    isThere: address !== null,
    prompt: PROMPT.exec(` ${text}`)?.[1]?.toLowerCase() ?? null,
    resource: resource === undefined ? null : masked(resource),
    tenant: address?.[1] ?? null,
    isVersionOne: address !== null && address[2] === undefined,
  };
}
