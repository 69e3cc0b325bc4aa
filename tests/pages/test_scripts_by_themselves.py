"""The arithmetic of the pages: ``deno test`` on ``tests/pages/js``, with the Vue that is served."""

import os
import subprocess
from pathlib import Path

from deno import find_deno_bin

from handlers import assets

ROOT = Path(__file__).parent.parent.parent
TESTS = sorted((ROOT / "tests" / "pages" / "js").glob("*_test.js"))
OFFLINE = ("--no-remote", "--no-npm", "--cached-only")


def test_the_arithmetic_of_the_pages(tmp_path: Path) -> None:
    """Time left, order, places of pins, streams, steps, formatted text, charts; nothing is fetched for it."""
    surroundings = os.environ | {
        "VUE": str(assets.place("vue.global.js")), "DENO_DIR": str(tmp_path), "NO_COLOR": "1",
        "DENO_NO_UPDATE_CHECK": "1",
    }  # fmt: skip
    asked = [
        find_deno_bin(), "test", "--quiet", "--no-check", *OFFLINE, "--allow-read", "--allow-env=VUE",
        "--preload=tests/pages/js/browser.js", *map(str, TESTS),
    ]  # fmt: skip
    said = subprocess.run(asked, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert len(TESTS) > 5
    assert said.returncode == 0, said.stdout + said.stderr
