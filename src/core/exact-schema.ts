declare const OPTIONAL: unique symbol;

/**
 * The same type without what does not matter for equality: nothing is read-only, and a member that may be absent says
 * so by its value. Compared as it stands, an object without an optional member would equal one with it.
 */
type Comparable<Type> = unknown extends Type
  ? Type
  : Type extends string | number | boolean | null | undefined
    ? Type
    : Type extends readonly (infer Item)[]
      ? Comparable<Item>[]
      : {
          -readonly [Name in keyof Type]-?:
            | Comparable<Type[Name]>
            | (Record<never, never> extends Pick<Type, Name> ? typeof OPTIONAL : never);
        };

type IsAssignable<From, To> = [From] extends [To] ? true : false;

type IsSame<One, Other> = [IsAssignable<One, Other>, IsAssignable<Other, One>] extends [true, true]
  ? true
  : false;

interface Parsing {
  readonly parse: (value: unknown) => unknown;
}

/**
 * Hands a schema on where it gives exactly this type, member by member; else it does not compile. A type on the left of
 * a schema checks one direction only: a kind or member that the schema lacks would be refused when it is read.
 */
export function exactly<Type>() {
  return <Schema extends Parsing>(
    schema: Schema &
      (IsSame<Comparable<ReturnType<Schema['parse']>>, Comparable<Type>> extends true
        ? unknown
        : { readonly isNotExactly: Type }),
  ): Schema => schema;
}
