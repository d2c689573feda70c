import { nameBasedGuid } from '../../core/ids.ts';
import type { JsonObject } from '../json.ts';
import type { UserRecord } from '../state.ts';
import { type Call, contextOf } from './call.ts';
import { assertDrive, meOf } from './people.ts';
import { page } from './query.ts';
import type { OperationReply } from './reply.ts';

const driveIdOf = (user: UserRecord): string => `b!${Buffer.from(user.id).toString('base64url')}`;

const siteHost = (call: Call): string =>
  `${call.directory.state.tenant.initialDomain.split('.')[0]}.sharepoint.com`;

/** The user's OneDrive. */
export function getDrive(call: Call): OperationReply {
  const user = meOf(call);
  assertDrive(user);
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(call, 'drives/$entity'),
      id: driveIdOf(user),
      driveType: 'business',
      name: 'OneDrive',
      webUrl: `https://${siteHost(call).replace('.', '-my.')}/personal/${user.userPrincipalName.replace(/[@.]/g, '_')}/Documents`,
      owner: { user: { id: user.id, displayName: user.displayName, email: user.userPrincipalName } },
      quota: { deleted: 0, remaining: 1_099_511_627_776, state: 'normal', total: 1_099_511_627_776, used: 0 },
    },
  };
}

function itemView(user: UserRecord, name: string): JsonObject {
  const kind = name.includes('.')
    ? { file: { mimeType: 'application/octet-stream' } }
    : { folder: { childCount: 0 } };
  return {
    id: nameBasedGuid(`file:${user.id}:${name}`),
    name,
    size: 1024,
    parentReference: { driveId: driveIdOf(user) },
    ...kind,
  };
}

/** The files of the user. Each user has other ones, so that `test --second-user` has something to compare. */
export function listFiles(call: Call): OperationReply {
  const user = meOf(call);
  assertDrive(user);
  const context = `users('${user.id}')/drive/root/children`;
  return page(call, user.files, (name) => itemView(user, name), { context, type: 'driveItem', units: 1 });
}

export const SITES = ['Contoso Home', 'Engineering'];

export function siteView(call: Call, name: string): JsonObject {
  const host = siteHost(call);
  const path = name === SITES[0] ? '' : `/sites/${name}`;
  return {
    id: `${host},${nameBasedGuid(`site:${name}`)},${nameBasedGuid(`web:${name}`)}`,
    name,
    displayName: name,
    webUrl: `https://${host}${path}`,
    siteCollection: { hostname: host },
  };
}

export function getRootSite(call: Call): OperationReply {
  const body = { '@odata.context': contextOf(call, 'sites/$entity'), ...siteView(call, SITES[0] ?? '') };
  return { status: 200, body };
}
