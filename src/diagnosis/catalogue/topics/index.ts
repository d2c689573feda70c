import { PROTOCOL_TOPICS } from './protocol.ts';
import { SURROUNDING_TOPICS } from './surroundings.ts';
import { TOKEN_TOPICS } from './token.ts';
import type { Topic } from './topic.ts';

/** The first topic that fits counts, so specific ones come before general ones. */
export const TOPICS: readonly Topic[] = [...PROTOCOL_TOPICS, ...TOKEN_TOPICS, ...SURROUNDING_TOPICS];
