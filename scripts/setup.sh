#!/usr/bin/env bash
# Installs what the build and the tests need, and the packages that are named, from Debian 12's own
# packages. Says nothing when all is there.
set -euo pipefail

packages=(
  # tools
  g++ cmake ninja-build make pkg-config ccache mold clang-format clang-tidy gcovr
  # libraries of the program; docs/decisions/0011-libraries.md says what each is for
  libboost1.81-dev nlohmann-json3-dev libsimdjson-dev libre2-dev libsqlite3-dev
  libcurl4-openssl-dev libssl-dev prometheus-cpp-dev libspdlog-dev libyaml-cpp-dev libcli11-dev
  ca-certificates
  # tests, the demo and the measurements
  libgtest-dev libgmock-dev libtrompeloeil-cpp-dev json-schema-test-suite python3
  python3-aiosmtpd python3-jsonschema libfaketime strace sqlite3 curl openssl wrk libbenchmark-dev
  valgrind
  # more, for those who ask for it
  "$@"
)

die() {
  echo "setup.sh: $*" >&2
  exit 1
}

is_installed() {
  [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

command -v dpkg-query >/dev/null || die "this is not Debian; install yourself: ${packages[*]}"

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
((${#missing[@]})) || exit 0

release=$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-}")
[[ $release == "debian 12" ]] || die "this is $release, not Debian 12; missing: ${missing[*]}"

# Boost 1.74, Debian's default, does not compile with g++ 12 in C++20, and bars 1.81.
if [[ " ${missing[*]} " == *" libboost1.81-dev "* ]] && is_installed libboost1.74-dev; then
  die "libboost1.74-dev keeps libboost1.81-dev out; remove it: apt-get remove libboost1.74-dev"
fi

as_root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null || die "not root and no sudo; as root: apt-get install ${missing[*]}"
  as_root=(sudo)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt() {
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -y -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "apt-get $1 failed; its last words are above. Wanted: ${missing[*]}"
  fi
}

echo "setup: installing ${missing[*]}"
apt update
apt install --no-install-recommends --no-remove "${missing[@]}"
