"""Prints the cases of django-migration-linter's SQL tests as JSON: what each test hands to its assertions, without the linter itself."""

import json
import sys
import types
import unittest

source = sys.stdin.read()
stub = types.ModuleType("django_migration_linter.sql_analyser")
stub.analyse_sql_statements = stub.get_sql_analyser_class = None
sys.modules["django_migration_linter"] = types.ModuleType("django_migration_linter")
sys.modules["django_migration_linter.sql_analyser"] = stub
module = {}
exec(compile(source, "tests", "exec"), module)
cases = []


def recorder(wants):
    def record(self, sql, *rest, **options):
        lines = [sql] if isinstance(sql, str) else list(sql)
        allowed = options.get("allow_warnings", False)
        cases.append({"vendor": self.database_vendor, "test": self._testMethodName, "sql": lines, "wants": wants, "warnings": allowed})

    return record


base = module["SqlAnalyserTestCase"]
base.assertValidSql = recorder("valid")
base.assertBackwardIncompatibleSql = recorder("error")
base.assertWarningSql = recorder("warning")
for value in list(module.values()):
    if isinstance(value, type) and issubclass(value, base) and value is not base:
        for name in unittest.TestLoader().getTestCaseNames(value):
            case = value(name)
            try:
                getattr(case, name)()
            except Exception as trouble:
                print(f"{name}: {trouble}", file=sys.stderr)
json.dump(cases, sys.stdout)
