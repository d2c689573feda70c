import { type Fetched, type FoundDocument, isBusy } from '../core/endpoint.ts';
import { jsonOrNull } from '../core/json.ts';
import type { Asking, EndpointReply } from './asking.ts';
import { cut } from './wire.ts';

/** Reads the members that clients use from JSON; null where it is no such document. */
type Parse<Document> = (json: unknown) => Document | null;

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:;|$)/i;

/** The first document that is found, in the order of the addresses; where none is, the reasons of all. */
export async function requestDocument<Document>(
  asking: Asking,
  urls: readonly string[],
  parse: Parse<Document>,
): Promise<Fetched<FoundDocument<Document>>> {
  const reasons: string[] = [];
  let isCertain = true;
  for (const url of urls) {
    const reply = await asking.ask({ url, method: 'GET', headers: HEADERS, body: 'wanted' });
    const read = parseDocument(url, reply, parse);
    if (read.state === 'answered') return read;
    isCertain &&= read.state === 'refused';
    reasons.push(read.because);
  }
  return { state: isCertain ? 'refused' : 'silent', because: reasons.join(' ') };
}

const HEADERS = { accept: 'application/json', 'mcp-protocol-version': '2025-11-25' };

function parseDocument<Document>(
  url: string,
  reply: EndpointReply,
  parse: Parse<Document>,
): Extract<Fetched<FoundDocument<Document>>, { readonly state: 'answered' | 'refused' | 'silent' }> {
  if (reply.state !== 'answered') return reply;
  const { status, headers } = reply.response;
  const refused = (what: string) => ({ state: 'refused' as const, because: `${url} ${what}` });
  if (isBusy(status)) return { state: 'silent', because: `${url} answers HTTP ${status}.` };
  if (status !== 200) return refused(`answers HTTP ${status}${redirectWords(headers.get('location'))}.`);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(reply.bytes);
  if (text.startsWith('\uFEFF')) return refused('begins with a byte order mark, which JSON must not have.');
  const document = parse(jsonOrNull(text));
  if (document === null) return refused('is no JSON object.');
  const type = cut(headers.get('content-type') ?? 'no type at all');
  return { state: 'answered', value: { url, document, oddContentType: JSON_TYPE.test(type) ? null : type } };
}

function redirectWords(location: string | null): string {
  return location === null ? '' : ` and leads to ${cut(location)}, where it is not followed`;
}
