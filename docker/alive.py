"""Whether the program in this container is alive: exit code 0, or 1 with a word why. The image's health check."""

import os
import sys
import urllib.error
import urllib.request

PORT = os.environ.get("PATROL_HTTP_PORT", "8080")
PATIENCE_S = 4


def main() -> int:
    """Ask the program's own page, past any proxy."""
    asks = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with asks.open(f"http://127.0.0.1:{PORT}/livez", timeout=PATIENCE_S) as answer:
            print(answer.read().decode())
    except (urllib.error.URLError, TimeoutError) as trouble:
        print(trouble)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
