"""`python -m lineofsight` is the command `lineofsight`."""

from lineofsight.cli import main

if __name__ == "__main__":
    main()
