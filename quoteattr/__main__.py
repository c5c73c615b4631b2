"""`python -m quoteattr` is the command `quoteattr`.

In: the arguments of the command line. Out: what the command prints, and its exit code::

    python -m quoteattr show article.txt
"""

from quoteattr.cli import main

if __name__ == "__main__":
    main()
