"""How sure a field line that comes or goes in a model of Django, without a migration of its app, would be as a hint.

    python3 scripts/evidence/frameworks/model-changes.py GITDIR [REV]

Prints one line per commit and app, to be judged by hand. Files that an app's models move between are taken together.
"""

import re
import subprocess
import sys

FIELD = re.compile(r"^([+-]) {4}(\w+) = (?:models|fields)\.\w+(?:Field|Key)\(")
MODELS = re.compile(r"(?:^|/)models(?:\.py|/\w+\.py)$")


def git(repository, *words):
    return subprocess.run(["git", "-C", repository, *words], capture_output=True, text=True).stdout


def commits(repository, revision):
    options = ["--no-merges", "--no-renames", "--format=%x00%H %P", "--name-only"]
    log = git(repository, "log", *options, revision, "--", "*models.py", "*/models/*.py", "*/migrations/*.py")
    for entry in log.split("\0"):
        head, *paths = entry.strip().split("\n")
        names = head.split()
        if len(names) == 2:
            yield names[0], names[1], [path for path in paths if path]


def changed(repository, parent, commit, paths):
    fields = {"+": set(), "-": set()}
    for line in git(repository, "diff", "-U0", parent, commit, "--", *paths).split("\n"):
        found = FIELD.match(line)
        if found:
            fields[found[1]].add(found[2])
    return sorted(f"+{name}" for name in fields["+"] - fields["-"]) + sorted(
        f"-{name}" for name in fields["-"] - fields["+"]
    )


def main(repository, revision="HEAD"):
    migrated = 0
    without = []
    for commit, parent, paths in commits(repository, revision):
        apps = {}
        for path in paths:
            if MODELS.search(path) and "/test" not in path:
                apps.setdefault(MODELS.sub("", path), []).append(path)
        for app, models in apps.items():
            names = changed(repository, parent, commit, models)
            if not names:
                continue
            if any(path.startswith(f"{app}/migrations/") for path in paths):
                migrated += 1
            elif git(repository, "ls-tree", "--name-only", parent, f"{app}/migrations/__init__.py"):
                without.append(f"{commit[:12]} {app}: {' '.join(names[:6])}")
    print("\n".join(without))
    print(f"with a migration of the app: {migrated}; without: {len(without)}")


main(*sys.argv[1:])
