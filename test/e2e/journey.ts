import { test as base, inject } from 'vitest';
import type { PracticeState } from '../../src/practice-tenant/index.ts';
import { maskedLines } from '../support/terminal/masks.ts';
import { listener, type Person, viewer } from '../support/terminal/person.ts';
import type { Session } from '../support/terminal/session.ts';
import { newWorkplace, type Workplace } from '../support/terminal/workplace.ts';

export const MCP_URL = 'https://mcp.contoso.com/mcp';
/** Everything `apply` needs on the practice tenant. */
export const APPLY = ['apply', '--practice', '--mcp-url', MCP_URL, '--grant-admin-consent', '--yes'];
/** What a whole set-up leaves behind, with its permission bits. */
export const ALL_FILES = ['0600 .env', '0644 entra-mcp-summary.md', '0644 entra-mcp.yaml'];

/** When others made their apps: so long ago that the day is told, which kept screens mask, and never "today". */
export const LONG_AGO = '2020-01-05T10:00:00Z';

let prepared: Promise<Workplace> | null = null;

async function prepare(): Promise<Workplace> {
  const place = await newWorkplace(inject('packed'));
  await place.tenant();
  const { code, err } = await place.run(APPLY);
  if (code !== 0) throw new Error(err);
  return place;
}

interface Journey {
  readonly place: Workplace;
  /** A place in which everything is set up. */
  readonly ready: Workplace;
  /** Compares the screens of a session with the file that people review. */
  readonly keeps: (session: Session, name: string) => Promise<void>;
}

/** A journey in a folder of its own. After it, no secret may stand or have been said where none belongs. */
export const test = base.extend<Journey>({
  place: async ({ task }, use) => {
    const place = await newWorkplace(inject('packed'));
    await use(place);
    task.context.expect(await place.leaks()).toEqual([]);
    await place.remove();
  },
  ready: async ({ task }, use) => {
    prepared ??= prepare();
    const place = await newWorkplace(inject('packed'), await prepared);
    await use(place);
    task.context.expect(await place.leaks()).toEqual([]);
    await place.remove();
  },
  keeps: async ({ task }, use) => {
    await use(async ({ screen }, name) => {
      const text = maskedLines(screen.lines()).join('\n');
      await task.context.expect(`${text}\n`).toMatchFileSnapshot(`screens/${name}.txt`);
    });
  },
});

/** How a person meets the program: a usual window, a narrow one, a screen reader. */
export type View = '80' | '44' | 'accessible';
export const VIEWS: readonly View[] = ['80', '44', 'accessible'];

/** Sits down and starts `setup`, on the practice tenant unless told otherwise. */
export function sitsAt(
  place: Workplace,
  view: View,
  {
    argv = ['setup', '--practice'],
    env = {},
  }: { readonly argv?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): { readonly session: Session; readonly person: Person } {
  const isHeard = view === 'accessible';
  const session = place.sit([...argv, ...(isHeard ? ['--accessible'] : [])], {
    columns: isHeard ? 80 : Number(view),
    env,
  });
  return { session, person: isHeard ? listener(session) : viewer(session) };
}

/** Goes back from the open question, by Esc or as it is said aloud. */
export function goesBack(session: Session, view: View): void {
  if (view === 'accessible') session.type('<');
  session.press(view === 'accessible' ? 'enter' : 'escape');
}

export async function signsIn(person: Person, method = 'Device code'): Promise<void> {
  await person.chooses('How do you want to sign in?', method);
}

/** From the address to the plan, taking what is offered. */
export async function answersTheRest(person: Person): Promise<void> {
  await person.types('Public URL of the MCP server', MCP_URL);
  await person.accepts('Which MCP clients do people use?');
  await person.accepts('Set it up like this?');
}

export async function appliesWithConsent(person: Person): Promise<void> {
  await person.chooses('What do you want to do with this plan?', 'Apply');
  await person.types('Type Contoso Practice to grant it', 'Contoso Practice');
}

/** After a set-up: nothing more for now. */
export async function endsThere(person: Person): Promise<void> {
  await person.accepts('Do more now?');
}

/** What matters of a tenant: which apps there are, and how much each holds. */
export function summaryOf({ applications, servicePrincipals, grants }: PracticeState) {
  return {
    apps: applications.map(({ displayName }) => displayName).sort(),
    secrets: applications.flatMap(({ passwords }) => passwords).length,
    certificates: applications.flatMap(({ keys }) => keys).length,
    principals: servicePrincipals.filter(({ appId }) => applications.some((one) => one.appId === appId))
      .length,
    grants: grants.map(({ consentType, scope }) => `${consentType} ${scope}`).sort(),
  };
}

/** The tenant after the main job is done. */
export const SET_UP = {
  apps: ['MCP Client App', 'MCP Server API'],
  secrets: 1,
  certificates: 0,
  principals: 2,
  grants: ['AllPrincipals Files.Read', 'AllPrincipals access', 'AllPrincipals openid profile offline_access'],
};
