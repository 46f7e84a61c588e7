#!/usr/bin/env bash
# Installs what a command of the Makefile needs and this machine lacks; skips what is there.
# Usage: scripts/install-tools.sh check|run|test|bench
set -euo pipefail
cd "$(dirname "$0")/.."

cargo_leptos=0.3.10
wasm_bindgen=0.2.130 # the same as `wasm-bindgen` in Cargo.toml
node_at_least=18

purpose=${1:-run}
say() { echo "» $*"; }
fail() { echo "Missing: $*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# --- system packages -----------------------------------------------------------------
packages=()
need() { packages+=("$@"); }

if ! has cc || ! has make; then need build-essential; fi
has pkg-config || need pkg-config
[ -e /etc/ssl/certs/ca-certificates.crt ] || need ca-certificates
if [ "$purpose" != check ]; then
  has node || need nodejs
  has npm || need npm
fi
has_chromium() { "${CHROMIUM:-chromium}" --version >/dev/null 2>&1; }
has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
if [ "$purpose" = test ] || [ "$purpose" = bench ]; then
  has_chromium || need chromium fonts-liberation
  has_postgres || need postgresql
  has pdftotext || need poppler-utils # the browser stories read the PDF files they fetch
fi
if [ "$purpose" = bench ]; then
  has wrk || need wrk
fi

if [ ${#packages[@]} -gt 0 ]; then
  by_hand="run: apt-get install ${packages[*]}"
  has apt-get || fail "${packages[*]}, and there is no apt-get here to install them"
  sudo=()
  if [ "$(id -u)" != 0 ]; then
    has sudo || fail "root or sudo to install packages; as root, $by_hand"
    [ -t 0 ] || sudo -n true 2>/dev/null || fail "a terminal where sudo can ask for its password; or as root, $by_hand"
    sudo=(sudo)
  fi
  say "Installing system packages: ${packages[*]} (a minute or two) …"
  log=$(mktemp)
  install_packages() {
    "${sudo[@]}" apt-get update -q &&
      "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}"
  }
  if ! install_packages >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "${packages[*]}: apt-get could not install them (log: $log)"
  fi
  rm -f "$log"
fi

if [ "$purpose" != check ]; then
  has node || fail "Node.js $node_at_least or newer"
  [ "$(node -p 'parseInt(process.versions.node)')" -ge $node_at_least ] ||
    fail "Node.js $node_at_least or newer (found $(node --version); https://nodejs.org)"
fi
if [ "$purpose" = test ] || [ "$purpose" = bench ]; then
  has_chromium || fail "a working Chromium; name its program in the variable CHROMIUM"
  has_postgres || fail "PostgreSQL's server programs in /usr/lib/postgresql"
fi

# --- Rust ----------------------------------------------------------------------------
if ! has cargo || ! has rustup; then fail "cargo from rustup (https://rustup.rs)"; fi
cargo --version >/dev/null || fail "the Rust toolchain that rust-toolchain.toml names; run: rustup toolchain install"
if ! rustup target list --installed | grep -qx wasm32-unknown-unknown; then
  say "Adding the WebAssembly target (seconds) …"
  rustup target add wasm32-unknown-unknown || fail "the Rust target wasm32-unknown-unknown"
fi
[ "$purpose" != check ] || exit 0

# cargo_tool NAME VERSION HOW_LONG OPTIONS…: builds in a folder of its own, so a run that was
# interrupted goes on where it stopped, and the project's own builds are left alone.
cargo_tool() {
  local name=$1 version=$2 how_long=$3
  shift 3
  if "$name" --version 2>/dev/null | grep -qwF "$version"; then return; fi
  say "Installing $name $version ($how_long the first time) …"
  local build=${XDG_CACHE_HOME:-$HOME/.cache}/jemput-izin/tools/$name
  [ -t 2 ] || set -- --quiet "$@" # a terminal shows progress, a log does not need 600 lines
  env -u CARGO_TARGET_DIR -u RUSTFLAGS \
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    cargo install --force "$@" --version "$version" --target-dir "$build" || fail "$name $version: cargo install failed"
  rm -rf "$build"
  "$name" --version 2>/dev/null | grep -qwF "$version" ||
    fail "$name $version first on PATH (found: $(command -v "$name" || echo none))"
}
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
cargo_tool wasm-bindgen "$wasm_bindgen" "about 4 minutes" wasm-bindgen-cli
cargo_tool cargo-leptos "$cargo_leptos" "about 10 minutes" cargo-leptos --locked --features no_downloads

# --- npm -----------------------------------------------------------------------------
# npm_folder FOLDER WHAT: installs exactly what the folder's lock file says, once per lock file.
npm_folder() {
  [ -f "$1/package-lock.json" ] || fail "$1/package-lock.json"
  if cmp -s "$1/package-lock.json" "$1/node_modules/.installed-from"; then return; fi
  say "Installing $2 from npm (a minute) …"
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$1" --no-fund --no-audit --loglevel=error >/dev/null ||
    fail "$2: npm ci in $1 failed"
  mkdir -p "$1/node_modules" && cp "$1/package-lock.json" "$1/node_modules/.installed-from"
}
npm_folder tools "wasm-opt"
if [ "$purpose" = test ] || [ "$purpose" = bench ]; then
  npm_folder end2end "the browser tests' packages"
fi
