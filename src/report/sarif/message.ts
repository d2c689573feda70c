import type { Message, MultiformatMessageString } from 'sarif';
import { clip, oneLine } from '../clean.ts';

const LONGEST = 4_000;

/**
 * A plain text message. Braces are doubled and brackets escaped, since `{0}` is a placeholder and `[text](1)` a link
 * in SARIF messages (SARIF 2.1.0 §3.11.5, §3.11.6).
 */
export function message(...sentences: readonly string[]): Message & MultiformatMessageString {
  const text = clip(oneLine(sentences.filter((sentence) => sentence !== '').join(' ')), LONGEST);
  return { text: text.replace(/[{}]/g, '$&$&').replace(/[\\[\]]/g, '\\$&') };
}
