/** Calls that change nothing in a database, by their names. */

import { looks } from "../../reading/source/schema-words.ts";

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

export function isHarmlessModule(path: string): boolean {
  return MODULES.has(path.slice(0, path.indexOf(".") === -1 ? path.length : path.indexOf(".")));
}

export function isHarmlessMethod(name: string): boolean {
  return METHODS.has(name) || looks(name);
}
