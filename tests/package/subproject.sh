# add_subdirectory() and FetchContent: another project builds this one in it, links to it, and keeps its own targets,
# settings, tests and packages. Argument: the program, which understands what comes out.
source=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/../cli-lib.sh"

command -v cmake >"$log/junk" || skip "no cmake"
mkdir parent
cp "$source/codec/examples/compress.c" parent/main.c
cat >parent/CMakeLists.txt <<END
cmake_minimum_required(VERSION 3.25)
project(parent VERSION 9.8.7 LANGUAGES C)
set(LLZ_BLAS OFF)
set(LLZ_ARCHIVE OFF)
set(LLZ_JSON OFF)
add_subdirectory("$source" llz)
add_executable(parent main.c)
target_link_libraries(parent PRIVATE llz::llz)
add_executable(alone main.c)
target_link_libraries(alone PRIVATE llz::static)
# Names that others may want.
foreach(name bench format tidy docs test_check)
  add_custom_target(\${name})
endforeach()
if(DEFINED CPACK_PACKAGE_NAME OR CMAKE_C_FLAGS_RELEASE MATCHES "NDEBUG.*NDEBUG")
  message(FATAL_ERROR "settings leak")
endif()
install(TARGETS parent)
END
generator=
command -v ninja >"$log/junk" && generator=-GNinja
# shellcheck disable=SC2086
cmake $generator -S parent -B build -DCMAKE_BUILD_TYPE=Debug >"$log/out" 2>"$log/err" ||
    fail "cannot be configured as a part"
cmake --build build --target parent --target alone >"$log/out" 2>"$log/err" || { tail -n 20 "$log/out" >&2; fail "cannot be built as a part"; }
sample 60 >a
for program in parent alone; do
    "build/$program" <a >$program.llz || fail "$program does not run"
    expect 0 "$llz" -dc $program.llz
    same "$log/out" a
done
[ ! -e build/CPackConfig.cmake ] || fail "packages of the part are made for the whole"
[ ! -e build/llz/tests ] || fail "tests of the part are built"
DESTDIR=$work/installed cmake --install build >"$log/out" 2>"$log/err" || fail "cannot be installed"
find "$work/installed" -type f | grep -q llz && fail "the part is installed with the whole"
[ -n "$(find "$work/installed" -type f -name parent)" ] || fail "the whole is not installed"
exit 0
