/** What the practice tenant needs of the outside: time and randomness. */
export interface PracticeOutside {
  now(): Date;
  uuid(): string;
  bytes(length: number): Uint8Array;
}
