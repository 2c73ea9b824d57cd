"""`python -m withstand`: the same as `withstand`."""

from withstand.cli.main import run

if __name__ == "__main__":
    run()
