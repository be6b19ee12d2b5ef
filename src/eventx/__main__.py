"""`python -m eventx` is `eventx`."""

from eventx.cli import main

if __name__ == "__main__":
    main()
