import * as z from 'zod';
import type { Cloud } from '../core/cloud.ts';
import { urlOf } from './requests.ts';

/** A request that shows whether Microsoft Graph answers for a user. */
interface UserRead {
  /** After `/v1.0`. */
  readonly path: string;
  readonly url: string;
  /** Whether the reply lists the files in the root of the user's drive. */
  readonly listsFiles: boolean;
}

const ROOT_OF_DRIVE = '/me/drive/root/children';

/** The requests that a token with these scopes allows: the drive with a `Files.` or `Sites.` scope, `/me` with one of `User.Read…`. */
export function readsAsUser(cloud: Cloud, scopes: readonly string[]): readonly UserRead[] {
  const names = scopes.map((scope) => scope.split('/').at(-1) ?? '');
  const has = (prefix: string) => names.some((name) => name.startsWith(prefix));
  const paths = [
    ...(has('Files.') || has('Sites.') ? ['/me/drive', ROOT_OF_DRIVE] : []),
    ...(has('User.Read') ? ['/me'] : []),
    ...(has('Sites.') ? ['/sites/root'] : []),
  ];
  return paths.map((path) => ({
    path,
    url: urlOf(cloud, path),
    listsFiles: path === ROOT_OF_DRIVE,
  }));
}

const children = z.object({ value: z.array(z.object({ id: z.string() })) });

/** Ids of the files in a reply that lists them; none where it does not. Throws where it is no JSON. */
export function fileIdsIn(text: string): readonly string[] {
  const parsed = children.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data.value.map(({ id }) => id) : [];
}
