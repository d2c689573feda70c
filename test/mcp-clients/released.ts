/** The day up to which the table of MCP clients is vouched for; a release sets it, and rows due by then fail a test. */
export const RELEASED = '2026-11-28';
