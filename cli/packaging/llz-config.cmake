# find_package(llz) gives the target llz::llz, the shared library and its header.
include("${CMAKE_CURRENT_LIST_DIR}/llz-targets.cmake")
