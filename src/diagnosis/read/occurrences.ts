import type { CodeMark } from './mark.ts';

/** One failure in the text: its code, and the offsets of the text that belongs to it. */
export interface Occurrence {
  readonly code: string;
  readonly envelopes: readonly string[];
  /** Where its text begins; what is before belongs to the failure before. */
  readonly from: number;
  /** Where its code is. */
  readonly at: number;
  readonly to: number;
}

/** Numbers that only say that credentials failed; the number after them says why (facts: troubleshooting.md §1.2). */
const AADSTS_ENVELOPES: ReadonlySet<string> = new Set(['70002']);
/** Codes that Graph and its SDKs wrap around an error of the token service. */
const GRAPH_ENVELOPES: ReadonlySet<string> = new Set([
  'graph:generalexception',
  'graph:authenticationerror',
  'graph:unknownerror',
]);
/** Codes that Azure Resource Manager and the like wrap around an error of Graph, whose code is in their message. */
const GRAPH_WRAPPERS: ReadonlySet<string> = new Set(['graph:badrequest', 'graph:forbidden']);
/** Codes that connectors and gateways wrap around an error of the token service, whose number is in their message. */
const NUMBER_WRAPPERS: ReadonlySet<string> = new Set(['graph:unauthorized', 'graph:unauthenticated']);
/** The length of a message with ids, times and an encoded body. */
const MESSAGE_REACH = 1200;
/** The distance between "Error validating credentials." and the code that follows. */
const ENVELOPE_REACH = 400;
const BEFORE = { description: 700, mention: 1500, graph: 1500 } as const;
const AFTER = 3000;
/** Longest translation of "Error validating credentials." with what may stand around it. */
const SHORT_SENTENCE = 90;
const ENVELOPE_WORDS = 'errorvalidatingcredentials';
/** `invalid_grant: ` before a code belongs to it. */
const OAUTH_PREFIX = /[a-z]{3,20}_[a-z_]{3,24}\W{0,6}$/;

/** Groups marks into failures: repetitions of a code are one, and an envelope counts as the code that it wraps. */
export function occurrencesIn(text: string, marks: readonly CodeMark[]): readonly Occurrence[] {
  const starts = withoutEnvelopes(text, groupStarts(text, marks));
  return starts.map((group, index) => {
    const previous = starts[index - 1];
    const next = starts[index + 1];
    const from = boundary(text, previous ? previous.end : 0, group);
    const to = next ? boundary(text, group.end, next) : text.length;
    return {
      code: group.code,
      envelopes: group.envelopes,
      from,
      at: group.start,
      to: Math.min(to, group.start + AFTER),
    };
  });
}

interface Group extends CodeMark {
  readonly envelopes: readonly string[];
}

function groupStarts(text: string, marks: readonly CodeMark[]): readonly Group[] {
  const groups: Group[] = [];
  for (const mark of marks) {
    const current = groups.at(-1);
    if (current === undefined) groups.push({ ...mark, envelopes: [] });
    else groups.splice(-1, 1, ...joined(text, current, mark));
  }
  return groups;
}

/** The group with the mark, or both where the mark begins another failure. */
function joined(text: string, current: Group, mark: CodeMark): readonly Group[] {
  const near = mark.start - current.start <= ENVELOPE_REACH;
  if (mark.code === current.code)
    return repeats(current, mark) ? [extended(current, mark)] : [current, { ...mark, envelopes: [] }];
  if ((isEnvelope(text, current) || wraps(text, current, mark)) && near && mark.kind !== 'graph') {
    return [{ ...current, code: mark.code, end: mark.end, envelopes: [...current.envelopes, current.code] }];
  }
  if (AADSTS_ENVELOPES.has(mark.code) && mark.kind === 'mention') return [current];
  return [current, { ...mark, envelopes: [] }];
}

/** Whether the mark repeats the group. A second description may be another failure of the same code; ids decide later. */
function repeats(current: Group, mark: CodeMark): boolean {
  return mark.kind !== 'description' || current.kind !== 'description' || mark.start <= current.end;
}

function extended(current: Group, mark: CodeMark): Group {
  const kind = current.kind === 'mention' ? mark.kind : current.kind;
  return { ...current, kind, end: Math.max(current.end, mark.end) };
}

function isEnvelope(text: string, { code, kind, start, end }: Group): boolean {
  return AADSTS_ENVELOPES.has(code) && (kind === 'mention' || saysOnlyEnvelope(text.slice(start, end + 80)));
}

/**
 * Whether an envelope in any language wraps the mark: between both there is only a short sentence without a value or an id.
 */
function wraps(text: string, { code, end }: Group, mark: CodeMark): boolean {
  const between = text.slice(end, mark.start);
  return AADSTS_ENVELOPES.has(code) && mark.start - end <= SHORT_SENTENCE && !/['"\d]/.test(between);
}

/** Compares letters only, since the words may be encoded, broken over lines or cut. */
function saysOnlyEnvelope(description: string): boolean {
  const letters = description
    .replace(/[^a-z]+/gi, '')
    .toLowerCase()
    .replace(/^aadsts/, '');
  return ENVELOPE_WORDS.startsWith(letters.slice(0, ENVELOPE_WORDS.length));
}

/** Where the text of the failure at `mark` begins, looking back no further than the failure before it. */
function boundary(text: string, previousEnd: number, mark: CodeMark): number {
  const floor = Math.max(previousEnd, mark.start - BEFORE[mark.kind]);
  if (previousEnd === 0 || mark.kind === 'mention') return floor;
  const before = text.slice(floor, mark.start);
  const preface = before.toLowerCase().lastIndexOf('request id');
  if (preface >= 0 && before.toLowerCase().indexOf('message', preface) >= 0) return floor + preface;
  const brace = before.lastIndexOf('{');
  if (brace >= 0 && !before.slice(brace).includes('}')) return floor + brace;
  return mark.start - (OAUTH_PREFIX.exec(before.slice(-40))?.[0].length ?? 0);
}

function isWrapper({ code, start }: Group, next: Group | undefined): boolean {
  const isNear = next !== undefined && next.start - start <= ENVELOPE_REACH;
  return isNear && next.code.startsWith('graph:') && GRAPH_WRAPPERS.has(code.toLowerCase());
}

function wrapsNumber({ code, start }: Group, next: Group | undefined): boolean {
  const isNear = next !== undefined && next.start - start <= MESSAGE_REACH;
  return isNear && !next.code.startsWith('graph:') && NUMBER_WRAPPERS.has(code.toLowerCase());
}

/** Drops codes that only wrap another failure in the text. */
function withoutEnvelopes(text: string, groups: readonly Group[]): readonly Group[] {
  const isNumber = ({ code }: Group): boolean => !code.startsWith('graph:') && !AADSTS_ENVELOPES.has(code);
  if (!groups.some(isNumber)) return groups.filter((group, index) => !isWrapper(group, groups[index + 1]));
  return groups.filter(
    (group, index) =>
      !GRAPH_ENVELOPES.has(group.code.toLowerCase()) &&
      !isEnvelope(text, group) &&
      !wrapsNumber(group, groups[index + 1]),
  );
}
