#!/usr/bin/env bash
# Speed and sizes, side by side with their yardsticks. Usage: make bench
# Quick: BENCH_PAST=10000 (past bookings instead of a million), BENCH_ROUNDS=1, BENCH_REQUESTS=500 (of a round).
set -euo pipefail
cd "$(dirname "$0")/.."

: "${SERVER_BIN:?run this through make}"
echo "» Building the benchmark (a minute or two the first time) …"
env -u RUSTFLAGS cargo bench --quiet -p server --bench load --no-run

# On the disk of the build: what /tmp is made of is unknown.
BENCH_DIR=$(mktemp -d "$CARGO_TARGET_DIR/bench.XXXXXX")
export BENCH_DIR
trap 'rm -rf "$BENCH_DIR"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
env -u RUSTFLAGS scripts/with-postgres.sh cargo bench --quiet -p server --bench load
