"""``make bench``: every bench, one after the other."""

from benchmarks import answer, finding, imports, match, recognition, screens, setting_up, start, viewers


def main() -> None:
    """Run all."""
    setting_up.main()
    match.main()
    finding.main()
    recognition.main()
    answer.main()
    imports.main()
    start.main()
    screens.main()
    viewers.main()


if __name__ == "__main__":
    main()
