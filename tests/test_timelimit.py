import contextlib
import re
import signal
import threading

import pytest

from quoteattr.errors import TimeLimitError
from quoteattr.timelimit import time_limit

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no alarm clock")


def endless() -> None:
    while True:
        pass


def test_python_is_interrupted() -> None:
    with pytest.raises(TimeLimitError, match=r"longer than the 0\.1 seconds"), time_limit(0.1):
        endless()


def test_a_regular_expression_is_interrupted() -> None:
    with pytest.raises(TimeLimitError), time_limit(0.1):
        re.match(r"(a+)+$", "a" * 40 + "b")


def test_an_alarm_that_somebody_drops_rings_again() -> None:
    with pytest.raises(TimeLimitError), time_limit(0.1):
        with contextlib.suppress(TimeLimitError):
            endless()
        endless()


def test_what_is_in_time_is_left_alone_and_the_alarm_is_off_afterwards() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(60):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_other_threads_and_no_limit_go_on() -> None:
    with time_limit(None):
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    done: list[bool] = []

    def work() -> None:
        with time_limit(0.01):
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
