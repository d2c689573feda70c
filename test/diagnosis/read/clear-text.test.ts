import { describe, expect, test } from 'vitest';
import { withBodies } from '../../../src/diagnosis/read/base64-bodies.ts';
import { decode } from '../../../src/diagnosis/read/decode.ts';
import { masked } from '../../../src/diagnosis/read/masked.ts';
import { withoutMisreadings } from '../../../src/diagnosis/read/misread.ts';
import { plainText } from '../../../src/diagnosis/read/plain-text.ts';

describe('decoding', () => {
  test.each([
    ['a percent-encoded word', 'a%20b%2Fc', 'a b/c'],
    ['plus for a blank in an encoded word', 'a+b%2Fc+d', 'a b/c d'],
    ['plus where nothing is encoded', 'a+b 100%', 'a+b 100%'],
    ['plus beside an encoded word', 'a+b c%20d', 'a+b c d'],
    ['an encoded character of several bytes', 'caf%C3%A9', 'café'],
    ['bytes that are no UTF-8', 'a%E9b%20', 'aéb '],
    ['a character whose line was broken behind the percent', 'a%\n20b', 'a b'],
    ['a character whose line was broken inside', 'a%2\n0b', 'a b'],
    ['a character whose line was broken by two', 'a%\r\n20b', 'a b'],
    ['encoded twice', 'a%252Fb', 'a/b'],
    ['encoded three times', 'a%25252Fb', 'a/b'],
    ['encoded four times is left at the last', 'a%2525252Fb', 'a%2Fb'],
    ['a JSON line end', String.raw`a\r\nb\nc\rd`, 'a\nb\nc\nd'],
    ['a JSON line end inside JSON', String.raw`a\\r\\nb`, 'a\nb'],
    ['a tab', String.raw`a\tb`, 'a b'],
    ['a JSON character', String.raw`a\u0027b\\u0022c`, 'a\'b"c'],
    ['an escaped mark', String.raw`a\"b\/c\'d\_e`, 'a"b/c\'d_e'],
    ['an escaped letter is left', String.raw`C:\Users`, String.raw`C:\Users`],
    [
      'a named entity',
      '&lt;a&gt; &quot;b&quot; &apos;c&apos; &lsquo;d&rsquo; &ldquo;e&rdquo;',
      '<a> "b" \'c\' \'d\' "e"',
    ],
    ['blanks, dots and hyphens of pages', 'a&nbsp;b&hellip;c&shy;d', 'a b…cd'],
    ['a decimal entity', 'a&#39;b', "a'b"],
    ['a hexadecimal entity', 'a&#x27;b&#X2F;', "a'b/"],
    ['the last entities that are read', '&#xFFFFF;&#999999;', String.fromCodePoint(0xfffff, 999_999)],
    ['an entity of too many digits is left', '&#x10FFFF;', '&#x10FFFF;'],
    ['an ampersand that was encoded again and again', 'a&amp;amp;amp;quot;b', 'a"b'],
    ['an unknown entity is left', 'a&foo;b & c', 'a&foo;b & c'],
    ['an entity inside percents inside JSON', '%5Cu0026quot%3B', '"'],
    ['nothing to decode', 'a b', 'a b'],
  ])('%s', (_, text, plain) => {
    expect(decode(text)).toBe(plain);
  });
});

describe('the plain text', () => {
  test.each([
    ['has quotes of one kind', '‘a’ ‚b‛ ‹c› 「d」 『e』 ＇f＇', "'a' 'b' 'c' 'd' 'e' 'f'"],
    ['has double quotes of one kind', '“a” „b‟ «c» ＂d＂', '"a" "b" "c" "d"'],
    ['has line ends of one kind', 'a\r\nb\rc', 'a\nb\nc'],
    ['has single blanks', 'a  b\t\tc\u00a0d\te', 'a b c d e'],
    ['keeps a line end that may have cut a word', 'AADSTS650\n01', 'AADSTS650\n01'],
    ['has a blank for a line end behind one', 'a \nb', 'a b'],
    ['has a blank for an empty line', 'a\n\nb\n \n > \nc', 'a b c'],
    ['has no marks of a quoted block', 'a\n> b\n| c', 'a\nb\nc'],
    ['has a blank where the mark stands behind one', 'a \n> b', 'a b'],
    ['has no marks around words', 'a<b>b</b>c<span class="x">d</span>', 'abcd'],
    ['has a line end for that of a page', 'a<br>b<br />\nc', 'a\nb\nc'],
    ['has a blank for a block', 'a<div class="x">b</div><td>c</td>', 'a b c '],
    ['keeps what is no mark-up', 'a < b, c > d <foo>', 'a < b, c > d <foo>'],
    ['has no colours', '\u001b[31ma\u001b[0mb', 'ab'],
    ['has no invisible characters', 'a\u0000b\u00adc\u200bd', 'abcd'],
    ['has none that were encoded', 'a%00b', 'ab'],
  ])('%s', (_, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });
});

describe('a text from a picture', () => {
  test.each([
    ['has its number', 'AAD5T5 65OO1: x', 'AADSTS65001: x'],
    ['has a number of every confusion', 'A4DSTS: SOOl1', 'AADSTS50011'],
    ['has eight for B and two for Z', 'AADSTS7OOOZZZ', 'AADSTS7000222'],
    ['has no number that is not known', 'AADSTSlZlZl', 'AADSTSlZlZl'],
    ['has no number inside a word', 'XAADSTS65OO1', 'XAADSTS65OO1'],
    ['has its loopback address', 'http://127.O.0.l:53100 127.0.O.I', 'http://127.0.0.1:53100 127.0.0.1'],
    ['has no loopback address inside a longer one', '127.0.0.1O', '127.0.0.1O'],
    ['has other addresses as they are', '127.1.0.1 127.0.0.2', '127.1.0.1 127.0.0.2'],
    ['has its schemes', 'https : / / a http:/ /b api: //c api://{d}', 'https://a http://b api://c api://{d}'],
    ['has schemes only before an address', 'https: // , xapi: //a', 'https: // , xapi: //a'],
  ])('%s', (_, text, read) => {
    expect(withoutMisreadings(text)).toBe(read);
  });
});

describe('a value that is shown', () => {
  test.each([
    ['a token', `a ${'eyJ'}hbGciOi.eyJhdWQi.sig b`, 'a •••• b'],
    ['a secret', 'x Abc8Q~defghijklmnopqrstuvwxyz y', 'x •••• y'],
    ['a code', '0.AXcAabcdefghijklmnop', '••••'],
    ['a parameter', 'https://a/cb?code=abc&state=xyz#x', 'https://a/cb?code=••••&state=••••#x'],
    ['a password', 'client_secret=abc;x', 'client_secret=••••;x'],
    ['a person', 'https://user:word@host/path', 'https://••••@host/path'],
  ])('holds no secret: %s', (_, value, shown) => {
    expect(masked(value)).toBe(shown);
  });

  test.each(['https://a/cb?code_challenge=abc&scope=x', 'ada@contoso.com', 'api://x/access'])(
    'is left alone: %s',
    (value) => {
      expect(masked(value)).toBe(value);
    },
  );
});

describe('an archive of a browser', () => {
  const body = (text: string): string => Buffer.from(text).toString('base64');
  const har = (space: string, ...texts: readonly string[]): string =>
    `{${texts.map((text) => `"text"${space}:${space}"${body(text)}","encoding"${space}:${space}"base64"`).join(',')}}`;

  test.each(['', ' '])('has its bodies in the clear behind it, with %j between', (space) => {
    const archive = har(space, 'the first body is this — é', 'the second body is this');
    expect(withBodies(archive).split('\n\n')).toEqual([
      archive,
      'the first body is this — é',
      'the second body is this',
    ]);
  });

  test('has its first forty bodies', () => {
    const many = Array.from({ length: 41 }, (_, at) => `body number ${at} of this archive`);
    expect(
      withBodies(har('', ...many))
        .split('\n\n')
        .slice(1),
    ).toEqual(many.slice(0, 40));
  });

  test.each(['{"text":"QUFBQUFBQUFBQUFBQUFBQUFBQUFB"}', 'no archive'])('is no archive: %s', (text) => {
    expect(withBodies(text)).toBe(text);
  });

  test('is read on where a body is no base64', () => {
    const broken = `{"text":"${'A'.repeat(25)}","encoding":"base64"}`;
    expect(withBodies(broken)).toBe(`${broken}\n\n`);
  });
});
