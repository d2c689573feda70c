import type { Log, Result, Run } from 'sarif';
import type { ResultDocument } from '../core/report.ts';
import { jsonTextWith } from './clean.ts';
import { isFleet, reportsOf } from './documents.ts';
import { documentMasker } from './masked.ts';
import type { Places, RenderOptions } from './options.ts';
import { invocationOf, notificationsOf } from './sarif/invocation.ts';
import { foundIn, type Room, roomFor } from './sarif/limit.ts';
import { sarifResultOf } from './sarif/results.ts';
import { type Rules, rulesOf } from './sarif/rules.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * SARIF 2.1.0. Failures and warnings, broken hops and found causes are results; so is what could not be judged, as notes
 * of rules of their own, since a run without results reads as a clean one.
 */
export function* sarifPieces(
  document: ResultDocument,
  { redact, ...places }: RenderOptions = {},
): Generator<string> {
  const mask = redact === 'ids' ? documentMasker(document) : (value: unknown) => value;
  const rules = rulesOf(document);
  const room = roomFor(reportsOf(document), rules.descriptors.length);
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [runOf(document, rules)] };
  yield* jsonTextWith(mask(log), {
    toolExecutionNotifications: masked(notificationsOf(document, room), mask),
    results: masked(resultsIn(document, room, rules, places), mask),
  });
}

function* masked(items: Iterable<unknown>, mask: (item: unknown) => unknown): Generator<unknown> {
  for (const item of items) yield mask(item);
}

function* resultsIn(
  document: ResultDocument,
  room: Room | null,
  rules: Rules,
  places: Places,
): Generator<Result> {
  for (const found of foundIn(reportsOf(document), room)) yield sarifResultOf(found, rules, places);
}

/** The run without its results and notifications. */
function runOf(document: ResultDocument, rules: Rules): Run {
  return {
    tool: {
      driver: {
        name: document.tool.name,
        version: document.tool.version,
        semanticVersion: document.tool.version,
        informationUri: 'https://www.npmjs.com/package/entra-mcp-setup',
        rules: rules.descriptors,
      },
    },
    automationDetails: { id: automationId(document) },
    columnKind: 'utf16CodeUnits',
    invocations: [{ ...invocationOf(document), toolExecutionNotifications: [] }],
    results: [],
  };
}

/** The category under which a code scanning service keeps results apart: one per tenant and configuration. */
function automationId(document: ResultDocument): string {
  if (isFleet(document)) return 'entra-mcp-setup/fleet/';
  const parts = [document.target?.tenantId, document.config].filter((part) => typeof part === 'string');
  return ['entra-mcp-setup', ...parts.map(slug), ''].join('/');
}

function slug(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, '-');
}
