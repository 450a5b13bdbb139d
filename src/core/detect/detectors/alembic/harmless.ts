/** Calls that change nothing in a database, by their names. */

/** Modules of Python and of well-known libraries that never touch the database of a migration. */
const MODULES = new Set(
  `abc ast base64 binascii bisect builtins calendar collections contextlib copy csv dataclasses datetime decimal difflib
  enum errno fnmatch fractions functools gc getpass glob gzip hashlib heapq hmac html importlib inspect io ipaddress
  itertools json locale logging math numbers operator os pathlib pickle pkgutil platform pprint queue random re secrets
  shlex shutil signal socket stat statistics string struct sys tempfile textwrap threading time timeit traceback types
  typing typing_extensions unicodedata unittest urllib uuid warnings weakref xml zipfile zlib zoneinfo
  oslo_log oslo_utils oslo_serialization oslo_config oslo_i18n structlog loguru six dateutil pytz arrow pendulum tqdm
  pydantic attr attrs yaml simplejson ujson orjson bcrypt passlib cryptography slugify click rich colorama sqlalchemy
  sqlparse packaging alembic_utils sqlmodel`.split(/\s+/u),
);

const METHODS = new Set(
  `debug info warning warn error exception critical log msg fatal append add extend insert pop remove discard clear
  update sort reverse setdefault close commit rollback flush expunge expunge_all expire_all refresh dispose begin
  release savepoint print write writelines writerow readline read start stop set_postfix set_description join cancel
  bind setLevel addHandler put get items keys values fetchall fetchone fetchmany first all one scalar_one scalars mappings
  strip lower upper split format copy __init__ __enter__ __exit__ echo secho wait sleep`.split(/\s+/u),
);

/** Verbs of functions that only look. */
const LOOKS =
  /^_*(?:get|load|has|is|are|was|check|find|fetch|exists?|lookup|list|count|read|inspect|reflect|describe|should|can|need|needs|validate|assert|ensure_not|table_exists|column_exists|index_exists|constraint_exists|autoload|log|print|warn|info|debug|show|format|build|make_name|generate|compute|calculate|hash|encode|decode|parse|serialize|deserialize|utcnow|now|skip|context|app_context|test_request_context|configure|setup_logging|timer?)(?:_|$)/iu;

const LOOKS_SUFFIX = /(?:_exists?|_present|_available|_name|_names|_supported)$/iu;

/** Verbs of functions that do something. */
const DOES =
  /^_*(?:migrate|backfill|populate|convert|fix|update|insert|delete|create|drop|add|remove|alter|rename|upgrade|downgrade|move|copy|sync|run|execute|apply|truncate|seed|import|purge|clean|cleanup|merge|split|modify|change|set|reset|replace|transform|install|initialize|init|recreate|rebuild|enable|disable|grant|revoke|ensure|refresh|upsert|save|store|bulk|process|perform|do)(?:_|$)/iu;

export function isHarmlessModule(path: string): boolean {
  return MODULES.has(path.slice(0, path.indexOf(".") === -1 ? path.length : path.indexOf(".")));
}

export function isHarmlessMethod(name: string): boolean {
  return METHODS.has(name) || looks(name);
}

export function looks(name: string): boolean {
  return LOOKS.test(snake(name)) || LOOKS_SUFFIX.test(snake(name));
}

export function does(name: string): boolean {
  return DOES.test(snake(name));
}

/** `addColumnIfMissing` and `add_column_if_missing` are one name. */
export function snake(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/gu, "$1_$2").toLowerCase();
}
