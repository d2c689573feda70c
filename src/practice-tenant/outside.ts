/** What the practice tenant wants of the outside: time and chance. */
export interface PracticeOutside {
  now(): Date;
  uuid(): string;
  bytes(length: number): Uint8Array;
}
