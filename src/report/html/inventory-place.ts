import type { Source } from '../../core/registrations.ts';
import type { Report } from '../../core/report.ts';
import { COMMIT_WORDS, momentWords } from '../inventory/words.ts';
import { type Markup, markup } from '../markup.ts';
import { facts, section } from './section.ts';
import { codeValue } from './value.ts';

/** Where a part of an inventory is placed: directly on the page, or below the heading of its set-up. */
export interface PartPlace {
  /** Prefix of every HTML id, so that ids are unique on the page. */
  readonly prefix: string;
  readonly level: 2 | 3;
}

/** A part with its heading. Below a set-up it is no landmark, since several would have the same name. */
export function part({ prefix, level }: PartPlace, id: string, title: string, content: Markup): Markup {
  if (level === 2) return section(`${prefix}${id}`, title, content);
  return markup`<div id="${prefix}${id}"><h3>${title}</h3>
${content}</div>
`;
}

/** Who judged what, when, with which tool, as an auditor cites it. */
export function sourceFacts({ target, source, identity, startedAt, tool }: Report): Markup {
  return facts([
    ['Tenant', target?.tenantId ? markup`${target.tenantName} ${codeValue(target.tenantId)}` : null],
    ['Judged as', judgeOf(source, identity)],
    ['When', momentWords(startedAt)],
    ['Tool', `${tool.name} ${tool.version}`],
    ...fileFacts(source),
  ]);
}

function judgeOf(source: Source | undefined, identity: Report['identity']): string | null {
  if (identity) return `${identity.principal} (${identity.method})`;
  return source?.kind === 'snapshot' ? 'nobody signed in: a snapshot was read' : null;
}

type Fact = readonly [label: string, value: Markup | string | null];

function fileFacts(source: Source | undefined): readonly Fact[] {
  if (source === undefined) return [];
  const { kind, file, sha256, commit, takenAt, takenBy } = source;
  return [
    [kind === 'blueprint' ? 'Blueprint' : 'Snapshot', codeValue(file)],
    ['SHA-256', codeValue(sha256)],
    [
      'Git',
      commit === null
        ? 'in no git work tree'
        : markup`${COMMIT_WORDS[commit.file]} commit ${codeValue(commit.id)}`,
    ],
    [
      'Taken',
      takenAt === undefined ? null : `${momentWords(takenAt)}${takenBy ? `, by version ${takenBy}` : ''}`,
    ],
  ];
}
