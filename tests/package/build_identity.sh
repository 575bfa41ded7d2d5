# The identity of a build: the same for the same sources, wherever they lie and are built, another one as soon as a file
# changes, comes or goes, or floating-point arithmetic does; no configuring anew is needed, and no git.
# Arguments: the program, the folder of the sources.
source=$2
. "$(dirname "$0")/../cli-lib.sh"

command -v cmake >"$log/junk" && command -v ninja >"$log/junk" || skip "no cmake or no ninja"

# configure TREE BUILD OPTION...; identity BUILD: brings the build up to date and prints what it is.
configure()
{
    tree=$1 build=$2
    shift 2
    cmake -G Ninja -S "$tree" -B "$build" -DLLZ_TESTS=OFF -DLLZ_ARCHIVE=OFF -DLLZ_JSON=OFF -DLLZ_BLAS=OFF "$@" \
        >"$log/out" 2>"$log/err" || fail "cannot configure $tree"
}
identity()
{
    cmake --build "$1" --target llz_build_identity >"$log/out" 2>"$log/err" || fail "cannot build in $1"
    # File systems count time in ticks of some milliseconds, and ninja builds again what is older than its source: a source
    # that changes in the very tick of the build would pass for built.
    sleep 0.1
    sed -n 's/.*"\([0-9a-f]\{16\}\)".*/\1/p' "$1/build_identity.c"
}
differs()
{
    now=$(identity first/out)
    [ -n "$now" ] && [ "$now" != "$was" ] || fail "$1 changes nothing"
    was=$now
}

mkdir first
for part in CMakeLists.txt cli codec learner model; do
    cp -R "$source/$part" first/ || fail "no sources"
done
mkdir "somewhere else"
cp -R first "somewhere else/second"
configure first first/out
configure "somewhere else/second" build -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_C_FLAGS=-ffile-prefix-map=/math/=/"
was=$(identity first/out)
[ -n "$was" ] || fail "no identity"
[ "$(identity build)" = "$was" ] || fail "the folder or the kind of build changes it"
touch first/model/network/lm.c
[ "$(identity first/out)" = "$was" ] || fail "a date changes it"
for f in model/network/lm.c model/memory/hash.h learner/policies/policy_law.c codec/coder/bytes.h model/primer/2-tales.txt; do
    echo '/* another build */' >>first/$f
    differs $f
done
echo 'extern int another;' >first/learner/another.h
differs "a new file"
rm first/learner/another.h
differs "a file that went"
kept=$was
echo '/* another page */' >>first/cli/options/help.c # no archive depends on it
[ "$(identity first/out)" = "$was" ] || fail "the command line changes it"
configure first first/out -DCMAKE_C_FLAGS=-ffast-math
differs -ffast-math
configure first first/out -DCMAKE_C_FLAGS=-O3
[ "$(identity first/out)" = "$kept" ] || fail "-O3 changes it"

# What the program says.
expect 0 "$llz" -V
[ "$(wc -l <"$log/out")" -eq 1 ] || fail "-V says more"
expect 0 "$llz" -V -v
[ "$(sed -n 's/^build \([0-9a-f]\{16\}\)$/\1/p' "$log/out" | wc -l)" -eq 1 ] || fail "-V -v names no build"
