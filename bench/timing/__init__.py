"""The parts of bench/compare: what is timed, how a process is run, and the tables made of its times."""
