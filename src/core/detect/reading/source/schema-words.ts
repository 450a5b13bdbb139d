/** What the names of functions say of the schema, in any language. */

/** Words that together say: this changes the schema. */
const SCHEMA =
  /(?:create|add|drop|remove|alter|rename|modify|change|delete|recreate|rebuild)_(?:\w+_)?(?:tables?|columns?|ind(?:ex|exes|ices)|constraints?|keys?|fks?|enums?|types?|views?|triggers?|functions?|sequences?|schemas?|partitions?)(?:_|$)/u;

/** Does a name in snake case say that the function changes the schema? */
export function namesSchemaChange(name: string): boolean {
  return SCHEMA.test(name);
}

/** Verbs of functions that only look. */
const LOOKS =
  /^_*(?:get|load|has|is|are|was|check|find|fetch|exists?|lookup|list|count|read|inspect|reflect|describe|should|can|need|needs|validate|assert|ensure_not|table_exists|column_exists|index_exists|constraint_exists|autoload|log|print|warn|info|debug|show|format|build|make_name|generate|compute|calculate|hash|encode|decode|parse|serialize|deserialize|utcnow|now|skip|context|app_context|test_request_context|configure|setup_logging|timer?)(?:_|$)/iu;

const LOOKS_SUFFIX = /(?:_exists?|_present|_available|_name|_names|_supported)$/iu;

/** Verbs of functions that do something. */
const DOES =
  /^_*(?:migrate|backfill|populate|convert|fix|update|insert|delete|create|drop|add|remove|alter|rename|upgrade|downgrade|move|copy|sync|run|execute|apply|truncate|seed|import|purge|clean|cleanup|merge|split|modify|change|set|reset|replace|transform|install|initialize|init|recreate|rebuild|enable|disable|grant|revoke|ensure|refresh|upsert|save|store|bulk|process|perform|do)(?:_|$)/iu;

/** Does a name say that the function only looks, or makes a value? `ensureColumnExists` does more. */
export function looks(name: string): boolean {
  return LOOKS.test(snake(name)) || (LOOKS_SUFFIX.test(snake(name)) && !does(name));
}

/** Does a name say that the function changes something? */
export function does(name: string): boolean {
  return DOES.test(snake(name));
}

/** `addColumnIfMissing` and `add_column_if_missing` are one name. */
export function snake(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/gu, "$1_$2").toLowerCase();
}
