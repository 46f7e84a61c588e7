#!/usr/bin/env bash
# Builds the site in release: the server, and beside it the folder `site` (WebAssembly, JavaScript, CSS, assets).
# Does nothing when the last build was made from the same files.
set -euo pipefail
cd "$(dirname "$0")/.."

: "${CARGO_TARGET_DIR:?run this through make}"
server=$CARGO_TARGET_DIR/release/server
pkg=$CARGO_TARGET_DIR/site/pkg
stamp=$CARGO_TARGET_DIR/release/built-from

sources() {
  rustc --version
  local from=(app server migrations seed style public tools/package-lock.json scripts/build-release.sh)
  [ ! -e Cargo.lock ] || from+=(Cargo.lock)
  find Cargo.toml rust-toolchain.toml "${from[@]}" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
}
# hash.txt, which cargo-leptos puts beside the server, says under which names the server looks for its files.
complete() {
  local kind hash
  [ -x "$server" ] && [ -s "$CARGO_TARGET_DIR/release/hash.txt" ] || return 1
  while IFS=': ' read -r kind hash; do
    case $kind in js | wasm | css) [ -e "$pkg/app.$hash.$kind" ] || return 1 ;; esac
  done <"$CARGO_TARGET_DIR/release/hash.txt"
}

now=$(sources | sha256sum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && complete; then
  echo "» The release build is up to date"
  exit 0
fi
rm -f "$stamp"
echo "» Building in release (about 10 minutes the first time) …"
# The pages of the service day are parts of their own: who books a place does not pay for them.
env -u RUSTFLAGS cargo leptos build --release --split
complete || { echo "Missing: $server, its hash.txt or a file that it names" >&2; exit 1; }
sources | sha256sum >"$stamp.new"
# Files that changed during the build, a new Cargo.lock among them, count for the next one.
[ "$(cat "$stamp.new")" != "$now" ] || cp "$stamp.new" "$stamp"
rm -f "$stamp.new"
