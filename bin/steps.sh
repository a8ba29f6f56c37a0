# The steps that bin/run, bin/test and bin/check share. POSIX sh; sourced, never started.

set -eu
cd "$(dirname "$0")/.."

# A bare machine speaks ASCII; the product speaks Vietnamese.
export LANG=C.UTF-8 LC_ALL=C.UTF-8 PYTHONUTF8=1
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore DEBIAN_FRONTEND=noninteractive

python=.venv/bin/python
log=var/setup.log
mkdir -p -m 700 var
# “runuser -u” leaves the home of somebody else.
[ -w "${HOME:-/}" ] || export HOME="$PWD/var" UV_NO_CACHE=1 PIP_NO_CACHE_DIR=1

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

# --- What the product is run with ------------------------------------------------------------

# The lines NAME=value of the file that the service reads too; a variable already set stays.
read_environment() {
    file=${ENVIRONMENT_FILE:-var/environment}
    [ -f "$file" ] || return 0
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in '' | '#'*) continue ;; [A-Z]*=*) ;; *) die "Dòng lạ trong $file: $line" ;; esac
        name=${line%%=*}
        case $name in *[!A-Z0-9_]*) die "Tên lạ trong $file: $name" ;; esac
        eval "[ -n \"\${$name+set}\" ]" || export "$name=${line#*=}"
    done <"$file"
}

# What another account made in var/ the service could not read later.
be_the_owner() {
    [ -O var ] || die "Hãy chạy bằng tài khoản của sản phẩm: runuser -u $(stat -c %U var) -- $0 …"
}

has_secret_key() { [ -n "${SECRET_KEY:-}" ] || [ -s var/secret_key ]; }

# Machines of one product share it: one made here would end the sessions of the others.
must_have_secret_key() {
    read_environment
    has_secret_key || die "Thiếu var/secret_key: chép từ máy chính sang, rồi làm lại."
}

make_secret_key() {
    ! has_secret_key || return 0
    say "Tạo khóa bí mật trong var/secret_key"
    (umask 077 && "$python" -c 'import secrets; print(secrets.token_urlsafe(64))' >var/secret_key)
}

# The doors to the data: the settings of the service, its account, the packages already there.
prepare_for_keeping() {
    be_the_owner
    read_environment
    export DJANGO_SETTINGS_MODULE=emulation.settings
    [ -x "$python" ] || prepare_for_run
    make_secret_key
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
    [ ! -L .venv ] || die ".venv là liên kết tới $(readlink .venv): không xóa để làm lại. Hãy bỏ liên kết."
    say "Tạo môi trường Python trong .venv"
    quietly python3 -m venv --clear .venv
    printf '%s\n' "$here" >.venv/place
}

# install_python <lock>: pinned packages, checked against their hashes.
install_python() {
    is_installed "$1" && return
    make_venv
    say "Cài các gói Python theo $1"
    install_from_folder "$1" || install_with_uv "$1" || quietly "$python" -m pip install --require-hashes -r "$1"
    stamp_of "$1" >".venv/$1.stamp"
}

# On a closed network: WHEELS names a folder made with “pip download” (docs/van-hanh.md).
install_from_folder() {
    [ -n "${WHEELS:-}" ] || return 1
    [ -d "$WHEELS" ] || die "Không có thư mục $WHEELS (biến WHEELS)"
    quietly "$python" -m pip install --no-index --find-links "$WHEELS" --require-hashes -r "$1"
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
