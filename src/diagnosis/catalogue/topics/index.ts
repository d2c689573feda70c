import { PROTOCOL_TOPICS } from './protocol.ts';
import { SURROUNDING_TOPICS } from './surroundings.ts';
import { TOKEN_TOPICS } from './token.ts';
import type { Topic } from './topic.ts';

/** The first row that fits counts: what is said of one thing alone stands before what is said of many. */
export const TOPICS: readonly Topic[] = [...PROTOCOL_TOPICS, ...TOKEN_TOPICS, ...SURROUNDING_TOPICS];
