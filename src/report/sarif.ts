import type { Log, Result, Run } from 'sarif';
import type { ResultDocument } from '../core/report.ts';
import { jsonText } from './clean.ts';
import { isFleet, reportsOf } from './documents.ts';
import type { RenderOptions } from './options.ts';
import { idMasker } from './redact.ts';
import { invocationOf } from './sarif/invocation.ts';
import { resultsOf } from './sarif/results.ts';
import { type Rules, rulesOf } from './sarif/rules.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * SARIF 2.1.0. Failures and warnings, broken hops and found causes are results; so is what could not be judged, as notes
 * of rules of their own, since a run without results reads as a clean one.
 */
export function renderSarif(document: ResultDocument, { redact, ...places }: RenderOptions = {}): string {
  const rules = rulesOf(document);
  const results = reportsOf(document).flatMap((report) => resultsOf(report, rules, places));
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [runOf(document, rules, results)] };
  return jsonText(redact === 'ids' ? idMasker(document)(log) : log);
}

function runOf(document: ResultDocument, rules: Rules, results: readonly Result[]): Run {
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
    invocations: [invocationOf(document)],
    results: [...results],
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
