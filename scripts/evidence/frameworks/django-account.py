"""Django's own account of migrations: each is loaded, and run over an empty database, and the SQL that Django sends is written down.

    python django-account.py REPOSITORY COMMIT ENGINE PATHS.json OUT.json [AUTH_USER_MODEL]

REPOSITORY is a git folder. ENGINE is postgresql (PGHOST, PGUSER and PGDATABASE say which server) or sqlite. PATHS.json is a list of
{path, label}. What the modules import from elsewhere is stood in for: nothing of the project itself runs, and RunPython does nothing.
"""

import copy
import importlib.abc
import importlib.machinery
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import traceback
import types

REPOSITORY, COMMIT, ENGINE, PATHS, OUT, *rest = sys.argv[1:]
USER = rest[0] if rest else "auth.User"

import django
from django.conf import settings

DATABASE = (
    {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    if ENGINE == "sqlite"
    else {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ["PGHOST"],
        "USER": os.environ["PGUSER"],
        "NAME": os.environ["PGDATABASE"],
    }
)
settings.configure(
    DATABASES={"default": DATABASE},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sites"],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    USE_TZ=True,
    SECRET_KEY="x",
    SITE_ID=1,
    SILENCED_SYSTEM_CHECKS=[],
)
django.setup()
settings.AUTH_USER_MODEL = USER

from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.utils.functional import LazyObject


class Open(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()


class Anything(metaclass=Open):
    """Stands in for what is imported: it can be called, looked into and compared."""

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        return args[0] if args and callable(args[0]) else Anything()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __iter__(self):
        return iter(())

    def __getitem__(self, key):
        return Anything()

    def deconstruct(self):
        return ("anything.Anything", [], {})

    def __mro_entries__(self, bases):
        return ()


class CustomField(models.Field):
    """A field of a class that is defined elsewhere: it has a column of a type of its own."""

    def __init__(self, *args, **kwargs):
        known = {"verbose_name", "name", "primary_key", "max_length", "unique", "blank", "null", "db_index", "default",
                 "editable", "serialize", "choices", "help_text", "db_column", "db_comment", "validators", "error_messages"}
        super().__init__(*[a for a in args if isinstance(a, str)][:1], **{k: v for k, v in kwargs.items() if k in known})

    def db_type(self, connection):
        return "text"

    def get_internal_type(self):
        return type(self).__name__

    def get_db_prep_save(self, value, connection):
        return value if value is None or isinstance(value, (str, int, float)) else str(value)


if ENGINE == "postgresql":
    import psycopg2.extensions

    psycopg2.extensions.register_adapter(Anything, lambda value: psycopg2.extensions.AsIs("'anything'"))

stored = models.FileField.__init__
models.FileField.__init__ = lambda self, *args, storage=None, **kwargs: stored(self, *args, **kwargs)


def own(name, base, **defaults):
    def init(self, *args, **kwargs):
        kwargs = {**defaults, **kwargs}
        for key in list(kwargs):
            try:
                base(*args, **{key: kwargs[key], **needed(base)})
            except TypeError:
                kwargs.pop(key)
            except Exception:
                pass
        base.__init__(self, *args, **kwargs)

    return type(name, (base,), {"__init__": init, "__module__": "elsewhere"})


def needed(base):
    if issubclass(base, models.ManyToManyField):
        return {"to": "a.b"}
    return {"to": "a.b", "on_delete": models.CASCADE} if issubclass(base, models.ForeignObject) else {}


class NoColumn(models.Field):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def db_type(self, connection):
        return None


class InetField(CustomField):
    def db_type(self, connection):
        return "inet" if ENGINE == "postgresql" else "char(39)"


KNOWN = {
    "ParentalKey": own("ParentalKey", models.ForeignKey),
    "TreeForeignKey": own("TreeForeignKey", models.ForeignKey),
    "ParentalManyToManyField": own("ParentalManyToManyField", models.ManyToManyField),
    "SortedManyToManyField": own("SortedManyToManyField", models.ManyToManyField),
    "TaggableManager": NoColumn,
    "ClusterTaggableManager": NoColumn,
    "RichTextField": own("RichTextField", models.TextField),
    "MarkdownField": own("MarkdownField", models.TextField),
    "StreamField": own("StreamField", models.JSONField),
    "CreationDateTimeField": own("CreationDateTimeField", models.DateTimeField, auto_now_add=True),
    "ModificationDateTimeField": own("ModificationDateTimeField", models.DateTimeField, auto_now=True),
    "AutoOneToOneField": own("AutoOneToOneField", models.OneToOneField),
    "StatusField": own("StatusField", models.CharField, max_length=100),
    "AutoSlugField": own("AutoSlugField", models.SlugField),
    "ColorField": own("ColorField", models.CharField),
    "I18nCharField": own("I18nCharField", models.TextField),
    "I18nTextField": own("I18nTextField", models.TextField),
}


def of_project(module, name):
    """A class of fields of the project itself: its module is loaded, with stand-ins for what it imports."""
    path = module.replace(".", "/")
    file = next((n for n in names for end in (".py", "/__init__.py") if n == path + end or n.endswith("/" + path + end)), None)
    if file is None:
        return None
    if file not in classes:
        classes[file] = {}
        spec = importlib.util.spec_from_file_location(module, os.path.join(folder, file))
        loaded = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(loaded)
            classes[file] = vars(loaded)
        except Exception as error:
            print("  no classes of", file, repr(error)[:200])
    found = classes[file].get(name)
    return found if isinstance(found, type) and issubclass(found, models.Field) else None


classes = {}


def stand_in(module, name):
    if name.endswith("Field") and (found := of_project(module, name)):
        return found
    if name in KNOWN:
        return KNOWN[name]
    if name.endswith("Field") and name[0].isupper():
        return type(name, (CustomField,), {"__module__": module})
    if name[0].isupper() and any(word in module for word in ("migration", "operations")):
        return type(name, (Operation,), {"__init__": lambda self, *a, **k: None, "state_forwards": lambda *a: None,
                                         "database_forwards": lambda *a: None, "foreign": True})
    if name[0].isupper():
        return type(name, (Anything,), {"__module__": module})

    def function(*args, **kwargs):
        return Anything()

    function.__name__ = function.__qualname__ = name
    function.__module__ = module
    return function


class StandIn(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = stand_in(self.__name__, name)
        setattr(self, name, value)
        return value


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.startswith("django.") and not name.startswith("django.contrib.gis"):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        pass


sys.meta_path.append(Finder())

folder = tempfile.mkdtemp()
archive = subprocess.run(["git", "-C", REPOSITORY, "archive", COMMIT], check=True, capture_output=True).stdout
entries = {entry["path"]: entry["label"] for entry in json.load(open(PATHS))}
contents = tarfile.open(fileobj=io.BytesIO(archive))
names = sorted(m.name for m in contents if m.isfile() and m.name.endswith(".py"))
contents.extractall(folder, members=[m for m in contents if m.name in set(names)])

account = {}
loaded = {}
for path, label in entries.items():
    record = account[path] = {"operations": [], "statements": [], "error": None}
    name = os.path.basename(path)[:-3]
    try:
        package = path[:-3].replace("/", ".")
        file = os.path.join(folder, path)
        text = open(file, encoding="utf-8").read()
        # Python 3.14 takes this, and older ones do not.
        open(file, "w", encoding="utf-8").write(re.sub(r"except (\w+), (\w+):", r"except (\1, \2):", text))
        spec = importlib.util.spec_from_file_location(package, file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        migration = module.Migration(name, label)
        for operation in migration.operations + [
            inner
            for outer in migration.operations
            if isinstance(outer, migrations.SeparateDatabaseAndState)
            for inner in outer.database_operations + outer.state_operations
        ]:
            if isinstance(operation, migrations.CreateModel):
                kept = tuple(
                    base for base in operation.bases if isinstance(base, str) or (isinstance(base, type) and not isinstance(base, Open))
                )
                operation.bases = kept or (models.Model,)
                operation.managers = []
        record["operations"] = [operation.__class__.__name__ for operation in migration.operations]
        loaded[label, name] = (path, migration)
    except Exception as error:
        record["error"] = f"load: {error!r}"


def targets(operations):
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from targets(operation.database_operations)
            yield from targets(operation.state_operations)
        fields = [field for _, field in getattr(operation, "fields", []) or []] if hasattr(operation, "fields") else []
        if hasattr(operation, "field"):
            fields.append(operation.field)
        for field in fields:
            remote = getattr(field, "remote_field", None)
            for value in (getattr(remote, "model", None), getattr(remote, "through", None)):
                if isinstance(value, str) and "." in value:
                    yield value
        for base in getattr(operation, "bases", ()) or ():
            if isinstance(base, str):
                yield base


def created():
    for (label, _), (_, migration) in loaded.items():
        for operation in migration.operations:
            inner = [operation]
            if isinstance(operation, migrations.SeparateDatabaseAndState):
                inner = operation.database_operations + operation.state_operations
            for one in inner:
                if isinstance(one, migrations.CreateModel):
                    yield label, one.name.lower()
                if isinstance(one, migrations.RenameModel):
                    yield label, one.new_name.lower()


order = []
seen = set()


def visit(key):
    if key in seen or key not in loaded:
        return
    seen.add(key)
    _, migration = loaded[key]
    for app, name in list(migration.dependencies) + [r for r in migration.replaces if r in loaded]:
        if name == "__first__":
            for other in sorted(loaded):
                if other[0] == app:
                    visit(other)
                    break
        else:
            visit((app, name))
    for other, (_, following) in loaded.items():
        if key in following.run_before:
            visit(other)
    order.append(key)


for key in sorted(loaded):
    visit(key)

made = set(created())
state = ProjectState()
outside = set()
for _, migration in loaded.values():
    outside.update(value.lower() for value in targets(migration.operations))
outside.add(USER.lower())
with connection.schema_editor() as editor:
    for value in sorted(outside):
        label, name = value.split(".")
        if (label, name) in made:
            continue
        model = ModelState(label, name, [("id", models.AutoField(primary_key=True))], {}, (models.Model,))
        if value == "contenttypes.contenttype":
            model.options["db_table"] = "django_content_type"
        if value == "sites.site":
            model.options["db_table"] = "django_site"
        state.add_model(model)
    for model in state.apps.get_models():
        editor.create_model(model)

replaced = {key for _, migration in loaded.values() for key in map(tuple, migration.replaces) if key in loaded}
squashed = {key for key, (_, migration) in loaded.items() if any(tuple(r) in loaded for r in migration.replaces)}


def run(migration, record):
    global state
    statements = record["statements"]
    editor = connection.schema_editor(atomic=migration.atomic and not concurrent(migration.operations))
    execute = editor.execute

    def told(sql, params=()):
        text = str(sql)
        if params:
            from django.db.backends.utils import CursorDebugWrapper
            text = text % tuple(editor.quote_value(value) for value in params)
        statements.append({"sql": text, "at": current[0]})
        return execute(sql, params)

    editor.execute = told
    current = [0]
    with editor:
        for at, operation in enumerate(migration.operations):
            current[0] = at
            by_name(state)
            before = state.clone()
            after = state.clone()
            copy.deepcopy(operation).state_forwards(migration.app_label, after)
            step(operation, migration.app_label, editor, before, after, statements, current)
            state = after
        deferred = list(editor.deferred_sql)
        record["deferred"] = len(deferred)


def concurrent(operations):
    return any("Concurrently" in type(operation).__name__ for operation in operations)


def step(operation, label, editor, before, after, statements, current):
    if isinstance(operation, migrations.RunPython):
        if operation.code is not migrations.RunPython.noop:
            statements.append({"code": getattr(operation.code, "__name__", "?"), "at": current[0]})
    elif isinstance(operation, migrations.RunSQL):
        sqls = operation.sql if isinstance(operation.sql, (list, tuple)) else [operation.sql]
        for sql in sqls:
            text = sql if isinstance(sql, str) else sql[0]
            if text:
                statements.append({"raw": text, "at": current[0]})
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT raw")
            try:
                operation.database_forwards(label, Silent(editor), before, after)
            except Exception:
                cursor.execute("ROLLBACK TO SAVEPOINT raw")
    elif getattr(operation, "foreign", False):
        statements.append({"foreign": type(operation).__name__, "at": current[0]})
    elif isinstance(operation, migrations.SeparateDatabaseAndState):
        inside = before
        for inner in operation.database_operations:
            following = inside.clone()
            inner.state_forwards(label, following)
            step(inner, label, editor, inside, following, statements, current)
            inside = following
    else:
        operation.database_forwards(label, editor, before, after)


class Silent:
    """The schema editor, without writing down what RunSQL has it execute."""

    def __init__(self, editor):
        self.connection = editor.connection
        self.editor = editor

    def execute(self, sql, params=()):
        return type(self.editor).execute(self.editor, sql, params)


def cloned(self):
    """As Django clones it, without looking for relations that were resolved in place: they are named again."""
    model = object.__new__(ModelState)
    model.__dict__.update(self.__dict__)
    model.__dict__.pop("name_lower", None)
    model.fields, model.options, model.managers = dict(self.fields), dict(self.options), list(self.managers)
    return model


ModelState.clone = cloned


def by_name(state):
    """Relations that Django resolved in place are named again."""
    for model in state.models.values():
        for field in model.fields.values():
            field.__dict__.pop("related_model", None)
            remote = getattr(field, "remote_field", None)
            for name in ("model", "through"):
                value = getattr(remote, name, None)
                if isinstance(value, type):
                    setattr(remote, name, value._meta.label_lower)


for key in order:
    path, migration = loaded[key]
    by_name(state)
    record = account[path]
    if key in squashed:
        record["error"] = "squashed"
        continue
    kept = state.clone()
    try:
        run(migration, record)
    except Exception as error:
        record["error"] = f"run: {error!r}"[:300]
        if os.environ.get("TRACE"):
            traceback.print_exc()
        if ENGINE != "sqlite":
            connection.close_if_unusable_or_obsolete()
            connection.in_atomic_block = False
            connection.close()
            connection.connect()
        state = kept.clone()
        for operation in migration.operations:
            try:
                copy.deepcopy(operation).state_forwards(migration.app_label, state)
            except Exception:
                pass
json.dump(account, open(OUT, "w"))
errors = [record["error"] for record in account.values() if record["error"]]
print(f"Django {django.get_version()}, {ENGINE}: {len(account)} migrations, {len(errors)} without an account")
for path, record in account.items():
    if record["error"]:
        print(" ", path, record["error"])
