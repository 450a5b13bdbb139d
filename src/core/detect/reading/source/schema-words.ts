/** What the names of functions say of the schema, in any language. */

/** Words that together say: this changes the schema. */
const SCHEMA =
  /(?:create|add|drop|remove|alter|rename|modify|change|delete|recreate|rebuild)_(?:\w+_)?(?:tables?|columns?|ind(?:ex|exes|ices)|constraints?|keys?|fks?|enums?|types?|views?|triggers?|functions?|sequences?|schemas?|partitions?)(?:_|$)/u;

/** Does a name in snake case say that the function changes the schema? */
export function namesSchemaChange(name: string): boolean {
  return SCHEMA.test(name);
}
