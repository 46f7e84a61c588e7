#!/usr/bin/env bash
# Runs a command beside a private, empty PostgreSQL that is thrown away afterwards.
# The command finds it in TEST_POSTGRES_URL. Usage: scripts/with-postgres.sh COMMAND…
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: $0 COMMAND…" >&2; exit 2; }
bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1) ||
  { echo "Missing: PostgreSQL's server programs; run: apt-get install postgresql" >&2; exit 1; }

dir=$(mktemp -d /tmp/jemput-izin-postgres.XXXXXX)
pid=
stop() {
  if [ -n "$pid" ]; then
    kill -INT "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  fi
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# PostgreSQL refuses to run as root: there it runs as its own system user.
as=(env)
if [ "$(id -u)" = 0 ]; then
  id postgres >/dev/null 2>&1 || { echo "Missing: the system user postgres" >&2; exit 1; }
  chown postgres "$dir"
  as=(setpriv --reuid=postgres --regid=postgres --init-groups)
fi
here=$PWD
cd "$dir"
"${as[@]}" "$bin/initdb" -D "$dir/data" -U jemput -A trust -E UTF8 --locale=C --no-sync >"$dir/log" 2>&1 ||
  { cat "$dir/log" >&2; echo "initdb failed" >&2; exit 1; }

# A port may be taken: try others. Line 8 of postmaster.pid says when this server, and no other, is ready.
ready() { [ "$(sed -n 's/ *$//;8p' "$dir/data/postmaster.pid" 2>/dev/null)" = ready ]; }
for _ in 1 2 3 4 5 6 7 8; do
  port=$((20000 + RANDOM % 12000))
  "${as[@]}" "$bin/postgres" -D "$dir/data" -p "$port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c timezone=UTC \
    >"$dir/log" 2>&1 &
  pid=$!
  for _ in $(seq 300); do
    if ready || ! kill -0 "$pid" 2>/dev/null; then break; fi
    sleep 0.1
  done
  if ready; then break; fi
  kill -INT "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  pid=
done
[ -n "$pid" ] || { cat "$dir/log" >&2; echo "PostgreSQL did not start" >&2; exit 1; }

cd "$here"
export TEST_POSTGRES_URL=postgres://jemput@127.0.0.1:$port/postgres
echo "» A throw-away PostgreSQL runs on port $port"
"$@"
