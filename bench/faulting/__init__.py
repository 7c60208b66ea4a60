"""The parts of bench/faults: what is trained, and what a run's folder says of it."""
