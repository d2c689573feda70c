import type { AppReference, Report } from '../../core/report.ts';
import type { Ink } from './ink.ts';
import { type Field, fields, flow, shown } from './layout.ts';

/** Whose registrations the report is about: one line, or one field each where people want the full ids. */
export function targetLines(ink: Ink, report: Report): readonly string[] {
  if (ink.verbose || ink.accessible) return fields(ink, targetFields(report));
  const parts = targetFields(report).map(({ label, value }) => `${label} ${shortened(ink, value)}`);
  return flow(ink, parts, ` ${ink.glyphs.dot} `);
}

function targetFields({ target, config, identity }: Report): readonly Field[] {
  const fields: (Field | null)[] = [
    target ? tenantField(target.tenantName, target.tenantId) : null,
    target?.serverApi ? { label: 'Server', value: appWords(target.serverApi) } : null,
    target?.clientApp ? { label: 'Client', value: appWords(target.clientApp) } : null,
    config === undefined ? null : { label: 'Config', value: shown(config) },
    identity ? { label: 'As', value: shown(`${identity.principal} (${identity.method})`) } : null,
  ];
  return fields.filter((field) => field !== null);
}

function tenantField(name: string | null, id: string | null): Field | null {
  const words = [name, id].filter((part) => part !== null);
  return words.length === 0 ? null : { label: 'Tenant', value: shown(words.join(' ')) };
}

function appWords({ displayName, appId }: AppReference): string {
  return shown(`${displayName} ${appId}`);
}

const GUID = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

function shortened(ink: Ink, text: string): string {
  return text.replace(GUID, `$1${ink.glyphs.ellipsis}`);
}
