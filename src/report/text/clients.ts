import type { ClientVerdict } from '../../core/report.ts';
import { sentRows, statusOfClient } from '../client-verdicts.ts';
import { badge, fixFields } from './checks.ts';
import type { Ink } from './ink.ts';
import { fields, shown, wrap } from './layout.ts';

const INDENT = 10;

/** The MCP clients that were asked about, each with what was sent where it matters and what mends it. */
export function clientLines(ink: Ink, clients: readonly ClientVerdict[]): readonly string[] {
  return clients.flatMap((one) => oneClient(ink, one));
}

function oneClient(ink: Ink, one: ClientVerdict): readonly string[] {
  const { client, verdict, message, fix } = one;
  const status = statusOfClient(one);
  const isFine = verdict === 'starts';
  const sent = sentRows(one).map(([label, value]) => ({ label, value: shown(value), kept: true as const }));
  return [
    ...wrap(
      ink,
      `${badge(ink, status)} ${ink.paint('strong', shown(client))}${ink.accessible ? '.' : ''}`,
      2,
    ),
    ...(isFine && !ink.verbose ? [] : wrap(ink, shown(message), INDENT)),
    ...(isFine && !ink.verbose ? [] : fields(ink, [...sent, ...(fix ? fixFields(ink, fix) : [])], INDENT)),
  ];
}
