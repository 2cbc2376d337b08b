#!/usr/bin/env bash
# Installs the packages that Tocsin needs. Prints nothing if all of them are installed.
#   scripts/setup.sh build               build and run the program
#   scripts/setup.sh [test] [PACKAGE…]   the default: also test, check and measure it
# Set NO_SETUP=1 to skip it, for example if you have installed the libraries in another way.
set -euo pipefail

[[ ! ${NO_SETUP:-} ]] || exit 0

die() {
  echo "setup.sh: $*" >&2
  exit 1
}

# Package names by distribution. Only Debian 12 was built and tested. The names for Debian 13 and
# Ubuntu 24.04 were not checked against these distributions.
release=$(. /etc/os-release 2>/dev/null && echo "$ID${VERSION_ID:+ $VERSION_ID}") ||
  release="this system"
case $release in
  "debian 12") boost=1.81 llvm=14 supported=1 ;;
  "debian 13") boost=1.83 llvm=19 supported=1 ;;
  "ubuntu 24.04") boost=1.83 llvm=18 supported=1 ;;
  *) boost=1.83 llvm=19 supported= ;;
esac

# docs/decisions/0011-libraries.md gives the reason for each library.
build_packages=(
  g++ cmake ninja-build make pkg-config ccache mold ca-certificates curl
  "libboost$boost-dev" nlohmann-json3-dev libsimdjson-dev libre2-dev libsqlite3-dev
  libcurl4-openssl-dev libssl-dev prometheus-cpp-dev libspdlog-dev libyaml-cpp-dev libcli11-dev
)
test_packages=(
  git clang-format clang-tidy gcovr libgtest-dev libgmock-dev libtrompeloeil-cpp-dev
  json-schema-test-suite python3 python3-aiosmtpd python3-jsonschema libfaketime strace sqlite3
  postfix nginx-light
  openssl wrk libbenchmark-dev valgrind
)

purpose="test"
case ${1:-} in build | test) purpose=$1; shift ;; esac
packages=("${build_packages[@]}")
[[ $purpose == build ]] || packages+=("${test_packages[@]}")
# Scripts name LLVM packages as Debian 12 does (python3-clang-14).
packages+=("${@/-14/-$llvm}")

command -v dpkg-query >/dev/null ||
  die "this system has no Debian packages; install these or their equivalents," \
    "then set NO_SETUP=1: ${packages[*]}"

is_installed() {
  dpkg-query -W -f='${Architecture} ${db:Status-Status}\n' "$1" 2>/dev/null |
    grep -qxE "(all|$(dpkg --print-architecture)) installed"
}

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
((${#missing[@]})) || exit 0

[[ $supported ]] ||
  die "$release is not supported (Debian 12, Debian 13, Ubuntu 24.04);" \
    "install these or their equivalents, then set NO_SETUP=1: ${missing[*]}"

# Boost 1.74, the default of Debian 12, does not compile as C++20 and conflicts with 1.81.
if [[ " ${missing[*]} " == *" libboost1.81-dev "* ]] && is_installed libboost1.74-dev; then
  die "libboost1.74-dev conflicts with libboost1.81-dev; run: apt-get remove libboost1.74-dev"
fi

as_root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null ||
    die "root or sudo is required; as root: apt-get install ${missing[*]}"
  as_root=(sudo)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt() {
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -y -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "apt-get $1 failed (output above). Packages: ${missing[*]}"
  fi
}

echo "setup.sh: installing packages, about 1 to 3 minutes: ${missing[*]}"
apt update
apt install --no-install-recommends --no-remove "${missing[@]}"
