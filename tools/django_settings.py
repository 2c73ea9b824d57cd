"""Settings for tools that read Django's models without a workspace: the type checker, translations, migrations."""

import atexit
import shutil
import tempfile
from pathlib import Path

from withstand.installation.keyring import new_keyring
from withstand.settings import first_settings
from withstand.web.holding import Holding, hold
from withstand.web.project import settings_for
from withstand.web.serving import Serving
from withstand.workspace import CONFIG, Workspace

_folder = Path(tempfile.mkdtemp(prefix="withstand-tools-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
(_folder / CONFIG).write_text(first_settings("Tools"), encoding="utf-8")
_holding = Holding(Workspace(_folder), new_keyring("Tools", encrypted=False))
hold(_holding)
globals().update(settings_for(_holding, Serving()))
