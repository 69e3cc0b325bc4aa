"""Setting up to run: seconds and megabytes, into an empty folder, from the package index that this machine uses."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print both for what running needs, and for what checks and tests need besides."""
    print("setting up")
    for name in ("requirements", "requirements-dev"):
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r"]
            python = str(Path(folder) / "bin" / "python")
            subprocess.run([python, *install, str(ROOT / f"{name}.lock")], check=True, stderr=subprocess.DEVNULL)
            took = time.perf_counter() - began
            size = sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file())
        print(f"  {name}.lock: {took:.0f} s, {size / 2**20:.0f} MB")


if __name__ == "__main__":
    main()
