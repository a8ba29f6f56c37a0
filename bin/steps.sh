# The steps that bin/run, bin/test and bin/check share. POSIX sh; sourced, never started.

set -eu
cd "$(dirname "$0")/.."

# A bare machine speaks ASCII; the product speaks Vietnamese.
export LANG=C.UTF-8 LC_ALL=C.UTF-8 PYTHONUTF8=1
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore DEBIAN_FRONTEND=noninteractive

python=.venv/bin/python
log=var/setup.log
mkdir -p -m 700 var

say() { printf '→ %s\n' "$*"; }

die() {
    printf '✗ %s\n' "$*" >&2
    exit 1
}

# Runs a command without its chatter; shows all of it when it fails.
quietly() {
    "$@" >"$log" 2>&1 </dev/null || {
        cat "$log" >&2
        die "Không chạy được: $*"
    }
}

# --- Debian packages -----------------------------------------------------------------------

has_library() { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q "$1"; }
has_command() { command -v "$1" >/dev/null 2>&1; }
has_venv() { python3 -c 'import ensurepip, venv' >/dev/null 2>&1; }

# The older package of nearly the same name lacks ơ, ư and most toned letters.
has_fonts() {
    [ -f /usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf ] ||
        fc-list ':charset=1ea1' family 2>/dev/null | grep -q 'Liberation Serif'
}

has_postgres() {
    has_command initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

missing_for_run() {
    has_venv || echo python3-venv
    has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
    has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
    has_fonts || echo fonts-liberation2
}

missing_for_test() {
    missing_for_run
    has_command chromium || echo chromium
    has_library libatomic.so.1 || echo libatomic1 # the browser's driver
    has_postgres || echo postgresql
    has_command pdftotext || echo poppler-utils
}

# install_debian <names…>: as root by itself, otherwise it says what is missing and stops.
install_debian() {
    [ $# -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        echo "✗ Thiếu gói hệ thống. Hãy chạy dòng sau bằng quyền quản trị rồi thử lại:" >&2
        echo "  sudo apt-get install --no-install-recommends $*" >&2
        exit 3
    fi
    say "Cài gói hệ thống: $*"
    quietly apt-get update
    quietly apt-get install --yes --no-install-recommends "$@"
}

# --- Python packages -----------------------------------------------------------------------

check_python() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        die "Cần Python 3.11 trở lên; máy này có $(python3 --version)."
}

stamp_of() {
    { pwd && python3 --version && cat "$1"; } | sha256sum | cut -d' ' -f1
}

is_installed() {
    [ -x "$python" ] && [ "$(cat ".venv/$1.stamp" 2>/dev/null)" = "$(stamp_of "$1")" ]
}

# make_venv: a new one where there is none, or where it came from another folder or Python.
make_venv() {
    here=$(pwd && python3 --version)
    [ -x "$python" ] && [ "$(cat .venv/place 2>/dev/null)" = "$here" ] && return
    say "Tạo môi trường Python trong .venv"
    quietly python3 -m venv --clear .venv
    printf '%s\n' "$here" >.venv/place
}

# install_python <lock>: pinned packages, checked against their hashes.
install_python() {
    is_installed "$1" && return
    make_venv
    say "Cài các gói Python theo $1"
    install_with_uv "$1" || quietly "$python" -m pip install --require-hashes -r "$1"
    stamp_of "$1" >".venv/$1.stamp"
}

# Ten times quicker than pip; where it cannot reach the registry, pip does the work.
install_with_uv() {
    "$python" -m pip install --quiet --require-hashes -r requirements-uv.txt >"$log" 2>&1 &&
        "$python" -m uv pip install --quiet --python "$python" --require-hashes -r "$1" \
            >"$log" 2>&1 </dev/null
}

prepare_for_run() {
    # shellcheck disable=SC2046 # one word per package
    install_debian $(missing_for_run)
    check_python
    install_python requirements.txt
}

prepare_for_checks() {
    # shellcheck disable=SC2046
    install_debian $(missing_for_run)
    check_python
    install_python requirements-dev.txt
}

prepare_for_test() {
    # shellcheck disable=SC2046
    install_debian $(missing_for_test)
    prepare_for_checks
}
