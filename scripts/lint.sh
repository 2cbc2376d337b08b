#!/usr/bin/env bash
# Checks the format, the English and, with clang-tidy, the sources of the program.
#   scripts/lint.sh                   everything (clang-tidy builds the program)
#   scripts/lint.sh --changed [BASE]  clang-tidy only on files changed since BASE; builds nothing
# Default BASE: LINT_BASE, or else the merge base with the upstream branch or origin/main. If that
# is HEAD itself, HEAD~1, and in CI HEAD~20. Uncommitted changes count.
# LINT_WORDS: see check_words.py.
set -euo pipefail
cd "$(dirname "$0")/.."

die() {
  echo "lint.sh: $*" >&2
  exit 2
}

base() {
  local wanted=${1:-${LINT_BASE:-}} upstream back
  if [[ $wanted && ! $wanted =~ ^0+$ ]]; then  # GitHub sends zeros for a new branch
    git merge-base "$wanted" HEAD 2>/dev/null || die "revision \"$wanted\" not found"
    return
  fi
  for upstream in '@{upstream}' origin/main; do
    wanted=$(git merge-base "$upstream" HEAD 2>/dev/null) || continue
    [[ $wanted == "$(git rev-parse HEAD)" ]] || { echo "$wanted"; return; }
  done
  if [[ ${CI:-} == true ]]; then back=20; else back=1; fi
  git rev-list --first-parent --max-count=$((back + 1)) HEAD | tail -n 1
}

# A source that includes the file: the source of the same name, or else of a file that includes it.
source_of() {
  local source=${1%.?pp}.cpp users
  if [[ ! -e $source ]]; then
    users=$(git grep --untracked -l "#include \"$1\"" -- domain ports application adapters main) ||
      return 0
    source=$(grep -m 1 '\.cpp$' <<<"$users") || { source_of "${users%%$'\n'*}"; return; }
  fi
  echo "$source"
}

# Changed files of the program, also untracked ones. A file that was only moved did not change.
changed_files() {
  {
    git diff -M -U0 -I '^#include' --dst-prefix=b/ "$1" | sed -n 's|^+++ b/||p'
    git ls-files --others --exclude-standard
  } | grep -E '^(domain|ports|application|adapters|main)/.*\.[ch]pp$' || true
}

tidy_changed() {
  local since files sources filter
  since=$(base "$@") || exit
  mapfile -t files < <(changed_files "$since")
  echo "lint.sh: clang-tidy on ${#files[@]} files changed since $(git rev-parse --short "$since")"
  ((${#files[@]})) || return 0
  cmake --preset tidy >/dev/null
  sources=$(for file in "${files[@]}"; do source_of "$file"; done | sort -u)
  filter=$(printf ',{"name":"%s"}' "${files[@]}")
  xargs -P 2 -n 1 clang-tidy -p build/tidy --quiet --line-filter="[${filter#,}]" <<<"$sources" \
    2> >(grep -v ' warnings* generated\.$' >&2)
}

status=0
git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run --Werror || status=1
scripts/check_words.py || status=1
case ${1:-} in
  --changed) tidy_changed "${@:2}" || status=1 ;;
  "")
    cmake --preset tidy >/dev/null
    cmake --build --preset tidy --target tocsin || status=1
    ;;
  *) die "unknown option \"$1\"; known: --changed [BASE]" ;;
esac
exit "$status"
