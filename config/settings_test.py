"""Settings for tests: fixed keys, quick passwords, plain static names, and a data folder that goes away afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# One folder a run, shared out to the parallel workers it starts; so several runs at once never meet.
if "ZHIJIA_TEST_VAR" not in os.environ:
    os.environ["ZHIJIA_TEST_VAR"] = tempfile.mkdtemp(prefix="zhijia-test-")
    atexit.register(shutil.rmtree, os.environ["ZHIJIA_TEST_VAR"], ignore_errors=True)
_folder = Path(os.environ["ZHIJIA_TEST_VAR"], os.environ.get("PYTEST_XDIST_WORKER", "main"))
_folder.mkdir(exist_ok=True)

os.environ["ZHIJIA_VAR"] = str(_folder)
os.environ["ZHIJIA_SECRET_KEY"] = "test" * 16
os.environ["ZHIJIA_SEAL_KEY"] = "5a" * 32
_url = os.environ.get("ZHIJIA_DATABASE_URL", "")
if not _url.startswith("postgres"):
    os.environ["ZHIJIA_DATABASE_URL"] = f"sqlite:///{_folder / 'unused.sqlite3'}"

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, SQLITE_PRAGMAS, STATIC_ROOT, STORAGES  # noqa: E402

_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = 0
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: live servers and workers then use connections of their own, as in real life.
    _database["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
    _database["OPTIONS"]["init_command"] = SQLITE_PRAGMAS.replace("synchronous=NORMAL", "synchronous=OFF")
else:
    _database["TEST"] = {"NAME": f"test_{Path(os.environ['ZHIJIA_TEST_VAR']).name}".replace("-", "_")}

DEBUG = False
READONLY_GETS = True
WORDS_REQUIRED = True
SYNTHETIC_IDS = True
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STATIC_ROOT.mkdir(exist_ok=True)  # nothing is collected; WhiteNoise only wants it to be there
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
