# Sourced by the scripts of this project: Debian packages, scratch folders, and how the program is called.
# shellcheck shell=sh disable=SC2034,SC2154

PACKAGES_build="gcc libc6-dev cmake ninja-build pkg-config libxxhash-dev libarchive-dev zlib1g-dev \
    libjansson-dev libopenblas-dev libcmocka-dev"
PACKAGES_quickstart="gzip bzip2 xz-utils zstd diffutils"
PACKAGES_test="clang libclang-rt-dev gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user rsync \
    bash zsh fish groff-base man-db mandoc g++ binutils file shared-mime-info dpkg-dev fakeroot lintian chromium python3"
PACKAGES_nightly="valgrind"
PACKAGES_hashes="xxhash"
PACKAGES_bench="gzip xz-utils zstd brotli bzip3 p7zip-full zpaq time diffutils"
PACKAGES_prior="w3m perl dpkg-dev gcc libc6-dev"
PACKAGES_small_files="dpkg-dev zstd xz-utils brotli diffutils"
PACKAGES_modalities="netpbm optipng flac xz-utils zpaq diffutils"

# Installs what is missing from the lists named by the arguments. Where apt is not at home it says what is needed.
install_packages() {
    missing=
    for list; do
        eval "wanted=\$PACKAGES_$list"
        for package in $wanted; do
            dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
                missing="$missing $package"
        done
    done
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null; then
        echo "no apt-get here; make sure that these are installed (names of Debian):$missing" >&2
        return 0
    fi
    echo "installing:$missing"
    as_root=
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get -qq -o Acquire::Retries=3 update || return 1
    # shellcheck disable=SC2086 # one word a package
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -y -o Acquire::Retries=3 install --no-install-recommends $missing >/dev/null
}

# $scratch: a folder that is gone when the script ends, however it ends.
make_scratch() {
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/llz.XXXXXX") || exit 1
    trap 'rm -rf "$scratch"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

# absolute NAME: for scripts that change to another folder before they use what they were given.
absolute() {
    case $1 in
    /*) printf '%s\n' "$1" ;;
    *) printf '%s/%s\n' "$PWD" "$1" ;;
    esac
}

bytes_of() {
    wc -c <"$1" | tr -d ' '
}

# build_preset NAME [CMAKE OPTION...]: configures and builds, silent unless it fails. $targets: if not empty, all that is
# built.
targets=
build_preset() {
    build_log="$scratch/build-$1.log"
    preset=$1
    shift
    # shellcheck disable=SC2086 # one word a target
    if cmake --preset "$preset" "$@" >"$build_log" 2>&1 &&
        cmake --build --preset "$preset" ${targets:+--target $targets} >>"$build_log" 2>&1; then
        grep -A2 'CMake Warning' "$build_log" || true
        return 0
    fi
    tail -n 60 "$build_log"
    return 1
}

# take_options "NAME..." [ARGUMENT...]: `--NAME VALUE` sets $NAME, and --help prints the comment at the top of the script.
# $taken says how many arguments that were: shift "$taken".
take_options() {
    known=" $1 "
    shift
    taken=0
    while [ $# -gt 0 ]; do
        case $1 in
        --help)
            sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
            exit 0
            ;;
        -*)
            name=${1#--}
            case $known in
            *" ${name%% *} "*) ;;
            *)
                echo "unknown option $1; see --help" >&2
                exit 2
                ;;
            esac
            [ $# -ge 2 ] || {
                echo "$1 wants a value; see --help" >&2
                exit 2
            }
            eval "${name%% *}=\$2"
            ;;
        *) break ;;
        esac
        shift 2
        taken=$((taken + 2))
    done
}

# need_program PROGRAM: ends the script where there is none.
need_program() {
    [ -x "$1" ] && return 0
    echo "no program $1; build it first: cmake --preset release && cmake --build --preset release" >&2
    exit 1
}
