import type { ResultDocument } from '../../core/report.ts';
import type { Outside } from '../../outside.ts';
import type { Locate } from '../../report/options.ts';
import type { CommonFlags } from './common-options.ts';
import { CONFIG_FILE, namedConfig } from './config-names.ts';

/**
 * Finds the line of a configuration file that a check rests on. The files are those that the document names and has a
 * problem of; without a document, the one that flags or environment name. A file is parsed when it is first asked about and
 * kept until another one is, since formats go through them one by one.
 */
export async function locatorFor(
  flags: CommonFlags,
  outside: Pick<Outside, 'files' | 'env'>,
  document?: ResultDocument,
): Promise<Locate> {
  const paths = document ? configsOf(document) : [namedConfig(flags, outside) ?? CONFIG_FILE];
  const texts = new Map<string, string>();
  for (const path of new Set(paths)) {
    const text = await outside.files.readText(path);
    if (text !== null) texts.set(path, text.replace(/^\ufeff/, ''));
  }
  if (texts.size === 0) return () => null;
  const { locationOf, openDocument } = await import('../../config/locate.ts');
  let opened: { readonly path: string; readonly document: ReturnType<typeof openDocument> } | null = null;
  return (configFile, configPath) => {
    const text = configFile === undefined ? undefined : texts.get(configFile);
    if (configFile === undefined || text === undefined || configPath === null) return null;
    if (opened?.path !== configFile) opened = { path: configFile, document: openDocument(text) };
    const { document: parsed } = opened;
    if (parsed.document.errors.length > 0 || parsed.document.contents === null) return null;
    return locationOf(parsed, configPath.split('.'), 'value');
  };
}

/** Configurations of the reports that have a finding or a plan. */
function configsOf(document: ResultDocument): readonly string[] {
  const reports = 'results' in document ? document.results : [document];
  return reports.flatMap((report) => {
    const { config, checks = [], plan } = report;
    const isFound = checks.some(({ status }) => status === 'fail' || status === 'warn');
    return config !== undefined && (isFound || plan !== undefined) ? [config] : [];
  });
}
