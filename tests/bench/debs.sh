# Sourced by scripts that take data out of Debian packages, which are downloaded and unpacked but never installed.
# shellcheck shell=sh disable=SC2154 # $scratch is made by make_scratch

# download_debs FOLDER NAMES: the packages of the list NAMES, one a line, that Debian has and FOLDER has not yet.
# All in one call of apt, for each call reads the whole list of packages.
download_debs() {
    apt-cache pkgnames | LC_ALL=C sort >"$scratch/known"
    LC_ALL=C sort -u "$2" | LC_ALL=C comm -12 - "$scratch/known" >"$scratch/names"
    find "$1" -name '*.deb' | sed 's|.*/||;s|_.*||' | LC_ALL=C sort -u >"$scratch/present"
    LC_ALL=C comm -23 "$scratch/names" "$scratch/present" >"$scratch/absent"
    (cd "$1" && xargs -r apt-get -qq download <"$scratch/absent" 2>/dev/null) || {
        echo "apt-get could not download all packages" >&2
        return 1
    }
}

# unpack_members DEB FOLDER PATTERN...: only what may be wanted, for pictures and programs are large. A pattern that
# matches nothing is no error.
unpack_members() {
    deb=$1 folder=$2
    shift 2
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$folder" --wildcards "$@" 2>/dev/null || true
}
