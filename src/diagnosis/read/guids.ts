import { softRun } from './soft.ts';

/** What a GUID in an error text identifies, by the words before it. */
export type GuidRole = 'correlation' | 'trace' | 'resource' | 'tenant' | 'audience' | 'app' | 'other';

export interface FoundGuid {
  readonly guid: string;
  readonly role: GuidRole;
}

const HEX = '[0-9a-fA-F]';
const GUID = new RegExp(
  `(?<!${HEX})${[8, 4, 4, 4, 12].map((length) => softRun(HEX, length)).join('\\n?-\\n?')}(?!${HEX}|-)`,
  'g',
);
/** Patterns for the words before a GUID, reduced to lower-case letters; the first that matches their end decides. */
const ROLES: readonly (readonly [RegExp, GuidRole])[] = [
  [/(?:clientrequestid|correlationid(?:key)?)$/, 'correlation'],
  [/(?:traceid|requestid)$/, 'trace'],
  [
    /(?:resourceappid|resourceid|firstpartyresource|ontheresource|forresource|aservice|toaccess|principalnamed|valuefromrequest)$/,
    'resource',
  ],
  [/client(?:app)?id$/, 'app'],
  [
    /(?:tenantnamed|directory|organi[sz]ation|tenantidentifier|tenantid|tenant|loginmicrosoftonlinecom|loginmicrosoftonlineus|loginwindowsnet|tid)$/,
    'tenant',
  ],
  [/audienceintheassertionwas$/, 'audience'],
  [/(?:appregistration|userid|objectid|principalid|keyid|deviceid|api|stswindowsnet|applications)$/, 'other'],
  [
    /(?:applicationwithid|identifier|firstpartyapplication|expectedaudienceis|appid|clientid|applicationid|application|app|azp)$/,
    'app',
  ],
];
/** `application MCP Client App ('…')`: the name stands between the word and the id. */
const NAMED_APP = /application[^'"(]{1,80}\(['"]?$/i;
const LOOK_BACK = 110;

/** Every GUID in a text with its role, in order, except for all-zero ones. GUIDs that are broken over lines are joined. */
export function guidsIn(text: string): readonly FoundGuid[] {
  return [...text.matchAll(GUID)]
    .map((match) => ({ guid: match[0].replaceAll('\n', '').toLowerCase(), role: roleAt(text, match.index) }))
    .filter(({ guid }) => !guid.startsWith('00000000-0000-0000-0000-'));
}

function roleAt(text: string, index: number): GuidRole {
  const before = text.slice(Math.max(0, index - LOOK_BACK), index).replaceAll('\n', ' ');
  if (NAMED_APP.test(before)) return 'app';
  const letters = before.replace(/[^a-z]/gi, '').toLowerCase();
  return ROLES.find(([ending]) => ending.test(letters))?.[1] ?? 'other';
}
