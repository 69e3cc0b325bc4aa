"""``make bench``: every bench, one after the other."""

from benchmarks import answer, attacks, finding, imports, match, recognition, screens, setting_up, start


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
    attacks.main()


if __name__ == "__main__":
    main()
