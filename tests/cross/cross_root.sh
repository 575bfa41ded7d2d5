#!/bin/sh
# Fetches the arm64 cmocka into build/arm64-root, where the aarch64 preset looks for it. The package is unpacked, not
# installed, and apt's own lists stay as they are: this machine does not become a multiarch one.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD/build/arm64-root
[ -e "$root/usr/lib/aarch64-linux-gnu/libcmocka.so.0" ] && exit 0

lists=$PWD/build/arm64-apt
mkdir -p "$lists/partial" "$root"
arm64_apt() {
    apt-get -qq -o Acquire::Retries=3 -o APT::Sandbox::User= -o APT::Architecture=arm64 -o APT::Architectures=arm64 \
        -o Dir::State::lists="$lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= "$@"
}
cd "$lists"
arm64_apt update
arm64_apt download libcmocka0:arm64
dpkg-deb -x libcmocka0_*_arm64.deb "$root"
rm -rf "$lists"
